ARG NODE=dhi.io/node:24-alpine-dev
FROM $NODE AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM dhi.io/node:24-alpine
COPY --from=build --chown=node /app /app
WORKDIR /app
CMD ["node", "index.js"]
