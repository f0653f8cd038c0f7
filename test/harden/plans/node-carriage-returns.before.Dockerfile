# A mark, and the line ends of another system.
FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev \
  && npm cache clean --force
COPY . .
CMD node index.js