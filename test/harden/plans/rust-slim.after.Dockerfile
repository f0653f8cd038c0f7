FROM dhi.io/rust:1.98-dev AS build
WORKDIR /app
COPY Cargo.toml Cargo.lock ./
COPY src src
RUN cargo build --release

FROM dhi.io/static:20250419-glibc
WORKDIR /app
COPY --from=build /app/target/release/server /app/target/release/server
ENV RUST_LOG=info
EXPOSE 8080
CMD ["./target/release/server"]
