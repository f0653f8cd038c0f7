FROM golang:1.26-alpine AS build # expect: hardened-available
WORKDIR /src
COPY . .
RUN go build -o /app .

FROM alpine:3.23 # expect: hardened-available
COPY --from=build /app /app
USER 10001
ENTRYPOINT ["/app"]
