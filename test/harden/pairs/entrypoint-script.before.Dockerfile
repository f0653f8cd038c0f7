FROM node:24-slim
COPY start.sh /start.sh
ENTRYPOINT ["/start.sh"]
