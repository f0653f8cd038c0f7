FROM dhi.io/nginx:1.30
COPY dist /usr/share/nginx/html
EXPOSE 80
