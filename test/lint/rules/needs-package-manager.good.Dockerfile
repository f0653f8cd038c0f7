FROM debian:trixie-slim AS packages
RUN apt-get update && apt-get install -y --no-install-recommends libpq5

FROM gcr.io/distroless/base-debian13:nonroot
COPY --from=packages /usr/lib/x86_64-linux-gnu/libpq.so.5 /usr/lib/x86_64-linux-gnu/
COPY server /server
ENTRYPOINT ["/server"]
