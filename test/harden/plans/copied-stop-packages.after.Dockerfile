FROM dhi.io/rust:1-dev AS builder
WORKDIR /app
COPY . .
RUN cargo build --release

FROM debian:trixie-slim
RUN apt-get update && apt-get install -y ca-certificates curl
COPY --from=builder /app/target/release/app /usr/local/bin/app
CMD ["app"]
