FROM dhi.io/node:24-dev AS base
LABEL team="web"
WORKDIR /usr/local/app

FROM base AS client
COPY client/package.json client/yarn.lock ./
RUN yarn install
COPY client/src ./src
RUN yarn build

FROM base AS build
ENV NODE_ENV=production
COPY backend/package.json backend/yarn.lock ./
RUN yarn install --production --frozen-lockfile

FROM dhi.io/node:24 AS final
WORKDIR /usr/local/app
ENV NODE_ENV=production
COPY --from=build --chown=node /usr/local/app /usr/local/app
LABEL team="web"
COPY --chown=node backend/src ./src
COPY --chown=node --from=client /usr/local/app/dist ./src/static
EXPOSE 3000
CMD ["node", "src/index.js"]
