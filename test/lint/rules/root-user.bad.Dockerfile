FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

# The stage that ships: node:24-slim runs as root, and nothing changes that.
FROM node:24-slim  # expect: root-user
WORKDIR /app
COPY --from=build /app/dist ./dist
CMD ["node", "dist/server.js"]
