FROM dhi.io/node:24-dev AS build
WORKDIR /srv/app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile
COPY . .
RUN yarn build && yarn install --production --frozen-lockfile

FROM dhi.io/node:24 AS app
WORKDIR /srv/app
COPY --from=build --chown=node /srv/app /srv/app

STOPSIGNAL SIGINT
HEALTHCHECK --interval=30s CMD ["node", "health.js"]
EXPOSE 8080
ENTRYPOINT ["node", "dist/main.js"]
