FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY package*.json ./
RUN <<SCRIPT
set -e
npm ci
npm run build
npm prune --omit=dev
SCRIPT

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
COPY --chown=node <<JSON /app/config.json
{ "port": 3000 }
JSON
CMD ["node", "dist/index.js"]
