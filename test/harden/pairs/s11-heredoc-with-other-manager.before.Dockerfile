FROM amazonlinux:2023 AS build
RUN <<EOF
dnf install -y gcc
EOF

FROM scratch
COPY --from=build /out /out
