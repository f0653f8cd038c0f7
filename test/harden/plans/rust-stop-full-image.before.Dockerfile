FROM rust:1.98
WORKDIR /app
COPY . .
RUN cargo build --release
CMD ["./target/release/server"]
