FROM dhi.io/golang:1.26-dev AS builder
WORKDIR /app
COPY . .
RUN make build

FROM dhi.io/alpine-base:3.24
COPY --from=builder /app/bin/app /app
ENTRYPOINT ["/app"]
