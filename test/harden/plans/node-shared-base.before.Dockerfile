FROM node:24 AS base
LABEL team="web"
WORKDIR /usr/local/app

FROM base AS client
COPY client/package.json client/yarn.lock ./
RUN yarn install
COPY client/src ./src
RUN yarn build

FROM base AS final
ENV NODE_ENV=production
COPY backend/package.json backend/yarn.lock ./
RUN yarn install --production --frozen-lockfile
COPY backend/src ./src
COPY --from=client /usr/local/app/dist ./src/static
EXPOSE 3000
CMD ["node", "src/index.js"]
