FROM alpine:3.23 AS node
RUN apk add --no-cache git

FROM node
COPY app /app
ENTRYPOINT ["/app"]
