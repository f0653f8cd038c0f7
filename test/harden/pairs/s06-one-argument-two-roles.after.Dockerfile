ARG NODE=dhi.io/node:24-dev
FROM ${NODE} AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build /app .
USER node
CMD ["node", "index.js"]
