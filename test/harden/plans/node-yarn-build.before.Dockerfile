FROM node:24-slim AS app
WORKDIR /srv/app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile
COPY . .
RUN yarn build && yarn install --production --frozen-lockfile

STOPSIGNAL SIGINT
HEALTHCHECK --interval=30s CMD node health.js
EXPOSE 8080
ENTRYPOINT ["node", "dist/main.js"]
