ARG NODE_VERSION=24
FROM dhi.io/node:${NODE_VERSION}-alpine-dev AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev

FROM dhi.io/node:${NODE_VERSION}-alpine
WORKDIR /app
COPY --from=build --chown=node /app /app
COPY --chown=node . .
CMD ["node", "index.js"]
