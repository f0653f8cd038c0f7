FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
COPY --chown=node . .
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/server.js"]
