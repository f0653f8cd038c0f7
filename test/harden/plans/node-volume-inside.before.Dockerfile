FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev && mkdir -p /app/uploads
VOLUME ["/app/uploads"]
CMD ["node", "index.js"]
