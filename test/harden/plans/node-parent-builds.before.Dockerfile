FROM node:24-slim AS deps
ENV NODE_ENV=production
WORKDIR /app
COPY package*.json ./
RUN npm ci

FROM deps
COPY src ./src
EXPOSE 3000
CMD ["node", "src/index.js"]
