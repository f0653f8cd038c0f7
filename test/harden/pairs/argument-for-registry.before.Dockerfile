ARG REGISTRY=docker.io/library
FROM ${REGISTRY}/node:24 AS build
RUN npm ci

FROM scratch
COPY --from=build /app /app
