ARG TAG=3.23
FROM dhi.io/alpine-base:$TAG
COPY app /app
ENTRYPOINT ["/app"]
