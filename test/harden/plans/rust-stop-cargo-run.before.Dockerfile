FROM rust:1.98-slim
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["cargo", "run", "--release"]
