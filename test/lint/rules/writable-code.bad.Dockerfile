FROM node:24-slim
WORKDIR /app
COPY --chown=node:node . .  # expect: writable-code
USER node
CMD ["node", "server.js"]
