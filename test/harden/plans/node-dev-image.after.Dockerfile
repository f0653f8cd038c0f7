FROM dhi.io/node:24-alpine-dev AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev

FROM dhi.io/node:24-alpine
WORKDIR /app
COPY --from=build --chown=node /app /app
COPY --chown=node . .
CMD ["node", "index.js"]
