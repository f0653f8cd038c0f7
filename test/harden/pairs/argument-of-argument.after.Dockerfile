ARG VERSION=3.23
ARG BASE=dhi.io/alpine-base:${VERSION}
FROM $BASE
COPY app /app
ENTRYPOINT ["/app"]
