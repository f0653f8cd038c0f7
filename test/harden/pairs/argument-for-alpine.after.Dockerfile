ARG GO_VERSION=1.26
ARG ALPINE_VERSION=3.22
FROM dhi.io/golang:${GO_VERSION}-alpine${ALPINE_VERSION}-dev AS build
RUN go build -o /tool

FROM dhi.io/alpine-base:${ALPINE_VERSION}
COPY --from=build /tool /tool
ENTRYPOINT ["/tool"]
