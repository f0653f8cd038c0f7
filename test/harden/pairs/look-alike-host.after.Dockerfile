FROM dhi.io.example.com/node:24
CMD ["node", "index.js"]
