FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -buildmode=pie -o /server .

FROM debian:trixie-slim
COPY --from=build /server /server
CMD ["/server"]
