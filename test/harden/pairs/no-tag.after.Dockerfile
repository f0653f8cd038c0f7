FROM dhi.io/alpine-base:3.24
COPY app /app
ENTRYPOINT ["/app"]
