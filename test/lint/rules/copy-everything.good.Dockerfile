# No .dockerignore stands beside this file.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:24-slim
WORKDIR /app
COPY --from=build /app/dist ./
CMD ["node", "server.js"]
