ARG NODE=node:24-alpine
FROM $NODE AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM $NODE
COPY --from=build --chown=node /app /app
WORKDIR /app
CMD ["node", "index.js"]
