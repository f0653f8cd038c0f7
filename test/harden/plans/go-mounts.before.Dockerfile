# syntax=docker/dockerfile:1
ARG GO_VERSION=1.26
FROM golang:${GO_VERSION}
WORKDIR /src
ENV CGO_ENABLED=0 GOFLAGS=-trimpath
ARG VERSION=dev
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/go/pkg/mod \
    go build -ldflags "-X main.version=$VERSION" -o /bin/agent ./cmd/agent
LABEL org.opencontainers.image.version=$VERSION
USER 65534:65534
ENTRYPOINT ["/bin/agent"]
