FROM dhi.io/rust:1.98-dev AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src ./src
RUN cargo install --locked --path . --root /opt/server

FROM dhi.io/static:20250419-glibc
WORKDIR /src
COPY --from=build /opt/server/bin/server /opt/server/bin/server
CMD ["/opt/server/bin/server"]
