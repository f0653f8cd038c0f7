FROM nginx:1.31
RUN rm -rf /usr/share/nginx/html/*
COPY nginx.conf /etc/nginx/nginx.conf
COPY site /usr/share/nginx/html
