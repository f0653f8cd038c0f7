ARG NODE=node:24
FROM ${NODE} AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM ${NODE}
WORKDIR /app
COPY --from=build /app .
USER node
CMD ["node", "index.js"]
