FROM nginx:1.31
RUN rm /usr/share/nginx/html/50x.html
COPY site /usr/share/nginx/html
CMD nginx -g "daemon off;"
