FROM golang:1.26-alpine AS base
WORKDIR /src

FROM base AS build
COPY . .
RUN go build ./cmd/server

FROM alpine:3.22
RUN apk add --no-cache tzdata libc6-compat && update-ca-certificates
WORKDIR /app
COPY --from=build /src/server ./
COPY --from=build /src/pages ./pages
USER 65534
ENTRYPOINT ["/app/server"]
