FROM nginx:1.31
COPY site /usr/share/nginx/html
CMD sed -i s/HERE/there/ /usr/share/nginx/html/index.html && nginx -g 'daemon off;'
