# syntax=docker/dockerfile:1

# The shop.
FROM dhi.io/node:24-dev AS build
ARG PORT=3000
ENV PORT=$PORT
WORKDIR /app
COPY package*.json ./
RUN npm ci && npm cache clean --force

FROM dhi.io/node:24
ARG PORT=3000
ENV PORT=$PORT
WORKDIR /app
COPY --from=build --chown=node /app /app
LABEL org.opencontainers.image.title="shop"
# Where it listens.
EXPOSE $PORT
COPY --chown=node . .
CMD ["node", "server.js"]
