FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN <<SCRIPT
set -e
npm ci
npm run build
npm prune --omit=dev
SCRIPT
COPY <<JSON /app/config.json
{ "port": 3000 }
JSON
CMD ["node", "dist/index.js"]
