FROM dhi.io/node:24-dev AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM dhi.io/node:24
WORKDIR /app
COPY --chown=node --from=build /src/package.json ./
COPY --chown=node --from=build /src/node_modules ./node_modules
COPY --chown=node --from=build /src/dist ./dist
CMD ["node", "dist/index.js"]
