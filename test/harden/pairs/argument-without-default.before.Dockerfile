ARG BASE
FROM ${BASE}
RUN npm ci
CMD ["node", "index.js"]
