FROM dhi.io/node:24
USER root
COPY app.js /app.js
CMD ["node", "/app.js"]
