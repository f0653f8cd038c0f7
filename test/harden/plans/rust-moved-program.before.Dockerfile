FROM rust:1.98-slim-trixie AS app
WORKDIR /src
COPY . .
RUN cargo build --release --locked && mkdir -p /opt/server && cp target/release/server /opt/server/server
WORKDIR /opt/server
CMD ["./server"]
