FROM nginx:1.31
RUN rm /etc/nginx/conf.d/default.conf
COPY site.conf /etc/nginx/conf.d/default.conf
COPY site /usr/share/nginx/html
EXPOSE 80
