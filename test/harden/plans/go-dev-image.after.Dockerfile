FROM dhi.io/golang:1.26-dev AS build
WORKDIR /src
COPY go.mod go.sum *.go ./
RUN CGO_ENABLED=0 go build -o /app/server

FROM dhi.io/static:20250419
WORKDIR /src
COPY --from=build /app/server /app/server
CMD ["/app/server"]
