FROM rust:1.90-slim AS builder
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:trixie-slim
COPY --from=builder /app/target/release/app /usr/local/bin/app
CMD app
