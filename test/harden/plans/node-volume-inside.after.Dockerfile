FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN npm ci --omit=dev && mkdir -p /app/uploads

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
VOLUME ["/app/uploads"]
CMD ["node", "index.js"]
