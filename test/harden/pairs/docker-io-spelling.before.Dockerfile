FROM docker.io/library/golang:1.26 AS build
RUN go build -o /app .

FROM index.docker.io/library/alpine:3.23
COPY --from=build /app /app
ENTRYPOINT ["/app"]
