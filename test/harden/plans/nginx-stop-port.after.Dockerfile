FROM nginx:1.31
RUN rm /etc/nginx/conf.d/default.conf
COPY <<EOF /etc/nginx/conf.d/default.conf
server {
  listen 80;
  root /usr/share/nginx/html;
}
EOF
COPY site /usr/share/nginx/html
