FROM node:24-slim
WORKDIR /app
COPY . .
# What the program writes is its own.
COPY --chown=node:node seed.db /data/
USER node
CMD ["node", "server.js"]
