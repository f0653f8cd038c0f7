FROM dhi.io/nginx:1.31
COPY --chown=nginx site /usr/share/nginx/html
ENTRYPOINT ["nginx", "-g", "daemon off;"]
