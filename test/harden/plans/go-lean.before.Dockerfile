FROM golang:1.26
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd ./cmd
COPY internal ./internal
RUN CGO_ENABLED=0 go build -o /usr/local/bin/server ./cmd/server
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/server"]
