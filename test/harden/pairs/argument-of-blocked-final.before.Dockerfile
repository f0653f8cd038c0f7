ARG NODE=node:24
FROM ${NODE} AS build
RUN npm ci

FROM ${NODE}
COPY --from=build /app /app
RUN node --check /app/index.js
CMD ["node", "/app/index.js"]
