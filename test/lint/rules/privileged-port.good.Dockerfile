FROM nginx:1.30
# Published as -p 80:8080, it is port 80 to everybody outside.
EXPOSE 8080
USER nginx
