FROM dhi.io/node:24-dev AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
      python3 make g++ \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
COPY --chown=node . .
USER node
CMD ["node", "index.js"]
