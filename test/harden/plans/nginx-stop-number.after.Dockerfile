FROM nginx:1.31 AS base
RUN rm -rf /usr/share/nginx/html/*
FROM base
COPY --link site /usr/share/nginx/html
USER 101
CMD ["nginx", "-g", "daemon off;"]
