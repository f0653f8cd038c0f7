FROM dhi.io/golang:1.26-alpine-dev AS builder
WORKDIR /app
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o main .

FROM dhi.io/static:20260611-musl-alpine
WORKDIR /app
COPY --from=builder /app/main .
USER nonroot
ENV GIN_MODE=release
CMD ["./main"]
