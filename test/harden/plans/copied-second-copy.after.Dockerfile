FROM dhi.io/golang:1.26-alpine-dev AS base
WORKDIR /src

FROM base AS build
COPY . .
RUN go build ./cmd/server

FROM dhi.io/static:20260611-musl-alpine
WORKDIR /app
COPY --from=build /src/server ./
COPY --from=build /src/pages ./pages
USER 65534
ENTRYPOINT ["/app/server"]
