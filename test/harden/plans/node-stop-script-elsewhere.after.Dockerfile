FROM node:24-slim
WORKDIR /app
COPY server ./
RUN npm ci
CMD ["npm", "start"]
