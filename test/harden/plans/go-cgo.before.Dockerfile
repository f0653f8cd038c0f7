FROM golang:1.26-trixie AS app
WORKDIR /app
COPY . ./
RUN go mod download && go build -o /server ./cmd/server
CMD ["/server", "-port", "8080"]
