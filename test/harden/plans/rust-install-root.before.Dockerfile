FROM rust:1.98-slim
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src ./src
RUN cargo install --locked --path . --root /opt/server
CMD ["/opt/server/bin/server"]
