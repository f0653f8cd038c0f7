FROM dhi.io/node:24-dev AS deps
ENV NODE_ENV=production
WORKDIR /app
COPY package*.json ./
RUN npm ci

FROM dhi.io/node:24
ENV NODE_ENV=production
WORKDIR /app
COPY --from=deps --chown=node /app /app
COPY --chown=node src ./src
EXPOSE 3000
CMD ["node", "src/index.js"]
