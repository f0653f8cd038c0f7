# Hardened already, and the last one is an image of the organisation's own.
FROM dhi.io/golang:1.26-alpine-dev AS build
WORKDIR /src
COPY . .
RUN go build -o /app .

FROM registry.acme.io/base/alpine:3.23
COPY --from=build /app /app
USER 10001
ENTRYPOINT ["/app"]
