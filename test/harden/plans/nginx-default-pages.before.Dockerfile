FROM node:24-slim AS pages
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx:1.31
RUN rm -rf /usr/share/nginx/html/*
COPY --from=pages /app/dist /usr/share/nginx/html
EXPOSE 80
CMD ["nginx", "-g", "daemon off;"]
