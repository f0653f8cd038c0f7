FROM golang:1.26-alpine AS builder
WORKDIR /app
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o main .

FROM alpine:3.22
RUN apk --no-cache add ca-certificates && rm -rf /var/cache/apk/*
RUN addgroup -S app && adduser -S app -G app
WORKDIR /app
COPY --from=builder /app/main .
USER app
ENV GIN_MODE=release
CMD ["./main"]
