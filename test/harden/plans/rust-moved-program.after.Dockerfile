FROM dhi.io/rust:1.98-debian13-dev AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked && mkdir -p /opt/server && cp target/release/server /opt/server/server

FROM dhi.io/static:20250419-glibc AS app
COPY --from=build --chown=nonroot /opt/server /opt/server
COPY --from=build --chown=nonroot /src /src
WORKDIR /opt/server
CMD ["./server"]
