FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl unzip \
    && npm ci --omit=dev \
    && apt-get purge -y --auto-remove curl unzip

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
CMD ["node", "server.js"]
