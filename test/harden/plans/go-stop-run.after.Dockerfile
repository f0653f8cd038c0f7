FROM golang:1.26
WORKDIR /app
COPY . .
RUN go mod download
CMD ["go", "run", "."]
