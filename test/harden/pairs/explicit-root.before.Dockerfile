FROM node:24-slim
USER root
COPY app.js /app.js
CMD ["node", "/app.js"]
