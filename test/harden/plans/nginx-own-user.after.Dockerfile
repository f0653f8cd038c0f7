FROM dhi.io/nginx:1.31
COPY --chown=nginx nginx.conf /etc/nginx/nginx.conf
COPY --chown=nginx site /usr/share/nginx/html
USER nginx
EXPOSE 8080
