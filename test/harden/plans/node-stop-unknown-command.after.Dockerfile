FROM dhi.io/node:24-dev AS assets
WORKDIR /assets
COPY . .
RUN npm ci && npm run build

FROM node:24-slim
WORKDIR /app
COPY --from=assets /assets/dist ./dist
RUN ./install.sh
CMD ["node", "dist/index.js"]
