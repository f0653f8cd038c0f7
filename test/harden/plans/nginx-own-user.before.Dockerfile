FROM nginx:1.31
COPY nginx.conf /etc/nginx/nginx.conf
COPY site /usr/share/nginx/html
RUN chown -R nginx:nginx /usr/share/nginx/html
USER nginx
EXPOSE 8080
