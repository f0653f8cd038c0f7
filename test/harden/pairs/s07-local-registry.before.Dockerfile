FROM localhost:5000/team/node:24
CMD ["node", "index.js"]
