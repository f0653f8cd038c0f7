FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go install ./cmd/server

FROM busybox:1.37
COPY --from=0 /go/bin/server /bin/
RUN chmod +x /bin/server
ENTRYPOINT /bin/server
