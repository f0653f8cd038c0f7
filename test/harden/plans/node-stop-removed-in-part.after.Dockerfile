FROM node:24-slim
WORKDIR /app
COPY . .
# What is built with it may need what came along.
RUN apt-get update && apt-get install -y libvips-dev && npm ci --omit=dev && apt-get purge -y --auto-remove libvips-dev
CMD ["node", "server.js"]
