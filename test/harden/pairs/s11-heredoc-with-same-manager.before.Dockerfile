FROM debian:13 AS build
RUN <<EOF
apt-get update
apt-get install -y --no-install-recommends gcc
EOF

FROM scratch
COPY --from=build /out /out
