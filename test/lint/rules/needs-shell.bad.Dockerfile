FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node:node /app /app
RUN mkdir /app/cache  # expect: needs-shell
HEALTHCHECK CMD node health.js  # expect: needs-shell
CMD node server.js  # expect: needs-shell
