FROM rust:1.98-slim
WORKDIR /usr/src/server
COPY . .
RUN cargo install --path .
CMD ["server"]
