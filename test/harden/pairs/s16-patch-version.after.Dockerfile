FROM dhi.io/node:24-debian13
WORKDIR /app
COPY . .
CMD ["node", "index.js"]
