FROM golang:1.26 AS builder
WORKDIR /app
COPY . .
RUN make build

FROM alpine
COPY --from=builder /app/bin/app /app
ENTRYPOINT ["/app"]
