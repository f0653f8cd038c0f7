FROM nginx:1.30
COPY dist /usr/share/nginx/html
CMD ["nginx", "-g", "daemon off;"]
