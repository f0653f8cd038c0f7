FROM \
 dhi.io/node:24-dev \
 AS build
RUN npm ci

FROM scratch
COPY --from=build /app /app
