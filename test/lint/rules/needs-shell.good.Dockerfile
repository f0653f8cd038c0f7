FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN npm ci && mkdir /app/cache

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node:node /app /app
HEALTHCHECK CMD ["node", "health.js"]
CMD ["node", "server.js"]
