FROM node:24-slim
ARG NPM_TOKEN  # expect: secret-in-image
WORKDIR /app
COPY .env package.json ./  # expect: secret-in-image
RUN npm ci
ENV DB_PASSWORD=correct-horse  # expect: secret-in-image
CMD ["node", "server.js"]
