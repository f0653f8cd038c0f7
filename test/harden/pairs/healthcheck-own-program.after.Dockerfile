FROM dhi.io/node:24
COPY app.js /app.js
HEALTHCHECK CMD ["node", "/app.js", "--check"]
CMD ["node", "/app.js"]
