FROM dhi.io/rust:1.96-alpine-dev AS build
RUN apk add --no-cache musl-dev
WORKDIR /app
COPY . .
RUN cargo build --release

FROM dhi.io/static:20260611-musl-alpine
WORKDIR /app
COPY --from=build /app /app
USER nonroot
ENTRYPOINT ["/app/target/release/server"]
