FROM dhi.io/golang:1.26-dev
WORKDIR /src
COPY go.mod go.sum *.go ./
RUN CGO_ENABLED=0 go build -o /app/server
CMD ["/app/server"]
