FROM rust:1.98-slim
WORKDIR /app
COPY Cargo.toml Cargo.lock ./
COPY src src
RUN cargo build --release
ENV RUST_LOG=info
EXPOSE 8080
CMD ./target/release/server
