# syntax=docker/dockerfile:1
ARG GO_VERSION=1.26
FROM dhi.io/golang:${GO_VERSION}-dev AS build
WORKDIR /src
ENV CGO_ENABLED=0 GOFLAGS=-trimpath
ARG VERSION=dev
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/go/pkg/mod \
    go build -ldflags "-X main.version=$VERSION" -o /bin/agent ./cmd/agent

FROM dhi.io/static:20250419
WORKDIR /src
ARG VERSION=dev
COPY --from=build /bin/agent /bin/agent
LABEL org.opencontainers.image.version=$VERSION
USER 65534:65534
ENTRYPOINT ["/bin/agent"]
