FROM --platform=linux/s390x alpine:3.23
COPY app /app
ENTRYPOINT ["/app"]
