FROM node:24-slim
WORKDIR /app
EXPOSE 8080

# How it starts.
CMD ["node", "index.js"]

COPY package* ./
RUN npm install --omit=dev --no-package-lock
COPY . .
