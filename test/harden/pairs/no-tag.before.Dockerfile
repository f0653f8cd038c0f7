FROM alpine
COPY app /app
ENTRYPOINT ["/app"]
