FROM golang:1.26
ENV GOBIN=/usr/local/bin
WORKDIR /app
COPY . .
RUN go install ./cmd/server
CMD ["/usr/local/bin/server"]
