FROM node:24-slim
WORKDIR /app
COPY . .
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl unzip \
    && npm ci --omit=dev \
    && apt-get purge -y --auto-remove curl unzip
CMD ["node", "server.js"]
