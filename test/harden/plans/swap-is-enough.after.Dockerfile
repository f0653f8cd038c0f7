FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build /app/dist ./
CMD ["node", "index.js"]
