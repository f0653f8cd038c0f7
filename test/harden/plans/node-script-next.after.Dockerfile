FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
ENTRYPOINT ["node", "node_modules/next/dist/bin/next", "start", "-p", "3000"]
