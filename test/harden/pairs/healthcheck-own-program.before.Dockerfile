FROM node:24-slim
COPY app.js /app.js
HEALTHCHECK CMD ["node", "/app.js", "--check"]
CMD ["node", "/app.js"]
