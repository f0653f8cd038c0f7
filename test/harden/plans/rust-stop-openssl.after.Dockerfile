FROM rust:1.98-slim
RUN apt-get update && apt-get install -y pkg-config libssl-dev
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["./target/release/server"]
