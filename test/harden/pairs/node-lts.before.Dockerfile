FROM node:lts-alpine AS build
RUN npm ci

FROM nginx:1.30-alpine
COPY --from=build /app/dist /usr/share/nginx/html
