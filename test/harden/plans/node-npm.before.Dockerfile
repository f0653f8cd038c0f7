# syntax=docker/dockerfile:1

# The shop.
FROM node:24
ARG PORT=3000
ENV PORT=$PORT
LABEL org.opencontainers.image.title="shop"
# Where it listens.
EXPOSE $PORT
WORKDIR /app
COPY package*.json ./
RUN npm ci && npm cache clean --force
COPY . .
CMD node server.js
