ARG BASE='alpine:3.23'
FROM $BASE
COPY app /app
ENTRYPOINT ["/app"]
