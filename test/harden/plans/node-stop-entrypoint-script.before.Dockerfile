FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci && chmod +x entrypoint.sh
ENTRYPOINT ["./entrypoint.sh"]
CMD ["node", "index.js"]
