FROM dhi.io/nginx:1.31
WORKDIR /usr/share/nginx/html
COPY --chown=nginx site .
ENTRYPOINT ["nginx", "-g", "daemon off;"]
