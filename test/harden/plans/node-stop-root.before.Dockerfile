FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
USER root
CMD ["node", "index.js"]
