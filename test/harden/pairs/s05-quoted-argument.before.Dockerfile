ARG BASE="node:24"
FROM ${BASE}
COPY . /app
CMD ["node", "/app/index.js"]
