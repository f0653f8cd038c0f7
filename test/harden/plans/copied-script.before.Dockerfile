FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM debian:trixie-slim
COPY --from=build /server /server
COPY start.sh /
RUN chmod +x /start.sh
ENTRYPOINT ["/start.sh"]
