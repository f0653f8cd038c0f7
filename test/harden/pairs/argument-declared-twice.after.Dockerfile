ARG BASE=alpine:3.22
ARG BASE=dhi.io/alpine-base:3.23
FROM ${BASE}
COPY app /app
ENTRYPOINT ["/app"]
