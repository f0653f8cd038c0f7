FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci && npx prisma generate
CMD ["node", "index.js"]
