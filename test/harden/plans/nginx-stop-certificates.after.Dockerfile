FROM nginx:1.31
RUN apt-get update && apt-get install -y ca-certificates
COPY site /usr/share/nginx/html
