FROM nginx:1.30
EXPOSE 80  # expect: privileged-port
USER nginx
