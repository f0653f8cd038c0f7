FROM dhi.io/rust:1.98-dev AS build
WORKDIR /app
COPY . .
RUN cargo build --release

FROM dhi.io/static:20250419-glibc
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
CMD ["/app/target/release/server", "--port=8080"]
