FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci && npm run build
ENTRYPOINT ["npm", "run", "start", "--silent"]
