FROM nginx:1.31
RUN rm -rf /usr/share/nginx/html/*
COPY <<EOF /etc/nginx/nginx.conf
pid /tmp/nginx.pid;
events {}
http {
  server { listen 8080; root /usr/share/nginx/html; }
}
EOF
COPY site /usr/share/nginx/html
