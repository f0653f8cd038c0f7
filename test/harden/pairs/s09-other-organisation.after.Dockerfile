FROM myorg/node:24
RUN npm ci
CMD ["node", "index.js"]
