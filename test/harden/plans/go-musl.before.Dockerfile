FROM golang:1.26-alpine
RUN apk add --no-cache gcc musl-dev
WORKDIR /app
COPY go.* ./
COPY *.go ./
RUN CGO_ENABLED=1 go build -o ./shop
CMD ["./shop"]
