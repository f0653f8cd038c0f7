FROM node:24-slim
COPY . .
RUN npm ci
CMD ["node", "index.js"]
