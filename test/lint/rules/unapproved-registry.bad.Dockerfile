FROM dhi.io/golang:1.26-dev AS build
COPY . /src
RUN cd /src && CGO_ENABLED=0 go build -o /server .

# ghcr.io/acme is approved, ghcr.io/acme-tools is somebody else.
FROM ghcr.io/acme-tools/static:1.0  # expect: unapproved-registry
COPY --from=build /server /server
COPY --from=busybox:1.37 /bin/wget /bin/wget  # expect: unapproved-registry
ENTRYPOINT ["/server"]
