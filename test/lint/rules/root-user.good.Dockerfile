FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM node:24-slim
WORKDIR /app
COPY --from=build /app/dist ./dist
# The image has this user already; it only has to be used.
USER node
CMD ["node", "dist/server.js"]
