# No .dockerignore stands beside this file.
FROM node:24-slim
WORKDIR /app
COPY . .  # expect: copy-everything
CMD ["node", "server.js"]
