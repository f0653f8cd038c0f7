FROM golang:1.26 AS build
WORKDIR /app
ADD . ./
RUN CGO_ENABLED=0 go build -o main .

FROM golang:1.26
WORKDIR /app
COPY --from=build /app/main /app/main
ENTRYPOINT ["/app/main"]
