FROM nginx:1.31-alpine
RUN apk add --no-cache certbot
COPY site /usr/share/nginx/html
