ARG TAG=3.23
FROM alpine:$TAG
COPY app /app
ENTRYPOINT ["/app"]
