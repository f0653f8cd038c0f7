FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
VOLUME /data
CMD ["node", "index.js"]
