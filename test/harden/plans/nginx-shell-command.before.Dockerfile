FROM nginx:1.31
WORKDIR /usr/share/nginx/html
RUN rm -rf ./*
COPY site .
CMD nginx -g 'daemon off;'
