FROM node:24-slim
COPY app.js /app.js
HEALTHCHECK CMD ["curl", "-f", "http://localhost:3000"]
CMD ["node", "/app.js"]
