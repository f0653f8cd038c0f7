FROM dhi.io/node:24-alpine-dev AS build
RUN npm ci

FROM dhi.io/nginx:1.30-alpine
COPY --from=build /app/dist /usr/share/nginx/html
