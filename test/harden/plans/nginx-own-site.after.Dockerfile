FROM dhi.io/nginx:1.31
COPY --chown=nginx site.conf /etc/nginx/conf.d/default.conf
COPY --chown=nginx site /usr/share/nginx/html
EXPOSE 8080
