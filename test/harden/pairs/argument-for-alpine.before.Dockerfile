ARG GO_VERSION=1.26
ARG ALPINE_VERSION=3.22
FROM golang:${GO_VERSION}-alpine${ALPINE_VERSION} AS build
RUN go build -o /tool

FROM alpine:${ALPINE_VERSION}
COPY --from=build /tool /tool
ENTRYPOINT ["/tool"]
