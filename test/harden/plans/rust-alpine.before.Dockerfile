FROM rust:1.96-alpine
RUN apk add --no-cache musl-dev
WORKDIR /app
COPY . .
RUN cargo build --release
RUN adduser -D app
USER app
ENTRYPOINT ["/app/target/release/server"]
