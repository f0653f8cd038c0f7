FROM dhi.io/nginx:1.31
COPY --chown=nginx <<EOF /etc/nginx/nginx.conf
pid /tmp/nginx.pid;
events {}
http {
  server { listen 8080; root /usr/share/nginx/html; }
}
EOF
COPY --chown=nginx site /usr/share/nginx/html
