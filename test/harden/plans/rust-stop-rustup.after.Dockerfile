FROM rust:1.98-slim
WORKDIR /app
COPY . .
RUN rustup target add x86_64-unknown-linux-musl && cargo build --release --target x86_64-unknown-linux-musl
CMD ["./target/x86_64-unknown-linux-musl/release/server"]
