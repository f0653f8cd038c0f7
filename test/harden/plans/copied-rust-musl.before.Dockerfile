FROM rust:1.90 AS builder
WORKDIR /app
COPY . .
RUN rustup target add x86_64-unknown-linux-musl
RUN cargo build --release --target x86_64-unknown-linux-musl

FROM alpine:3.22
COPY --from=builder /app/target/x86_64-unknown-linux-musl/release/app /app
USER nobody
CMD ["/app"]
