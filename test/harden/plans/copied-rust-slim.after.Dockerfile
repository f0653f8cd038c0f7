FROM dhi.io/rust:1-dev AS builder
WORKDIR /app
COPY . .
RUN cargo build --release

FROM dhi.io/static:20250419-glibc
COPY --from=builder /app/target/release/app /usr/local/bin/app
CMD ["app"]
