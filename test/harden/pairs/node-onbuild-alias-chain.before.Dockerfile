FROM node:24 AS base
WORKDIR /app

FROM base AS build
RUN npm ci

FROM base
COPY --from=build /app /app
CMD ["node", "index.js"]
