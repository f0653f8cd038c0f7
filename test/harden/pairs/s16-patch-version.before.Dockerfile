FROM docker.io/library/node:24.3.1-bookworm-slim
WORKDIR /app
COPY . .
CMD ["node", "index.js"]
