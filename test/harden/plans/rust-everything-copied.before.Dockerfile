FROM rust:1.98-slim
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["/app/target/release/server", "--port=8080"]
