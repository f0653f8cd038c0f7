FROM "dhi.io/alpine-base:3.23"
COPY app /app
ENTRYPOINT ["/app"]
