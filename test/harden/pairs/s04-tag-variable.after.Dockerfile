ARG VERSION=24
FROM dhi.io/node:${VERSION}-alpine
WORKDIR /app
COPY . .
CMD ["node", "index.js"]
