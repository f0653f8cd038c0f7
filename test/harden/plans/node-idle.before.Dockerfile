FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev
COPY . .
# Which one is it?
RUN node --version
CMD ["node", "index.js"]
