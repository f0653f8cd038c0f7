FROM dhi.io/golang:1.26-alpine-dev AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go install ./cmd/server

FROM dhi.io/static:20250419
COPY --from=0 /go/bin/server /bin/
ENTRYPOINT ["/bin/server"]
