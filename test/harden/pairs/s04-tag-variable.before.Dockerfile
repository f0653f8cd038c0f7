ARG VERSION=24
FROM node:${VERSION}-alpine
WORKDIR /app
COPY . .
CMD ["node", "index.js"]
