FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM debian:trixie-slim
RUN mkdir /data
VOLUME /data
COPY company.crt /usr/local/share/ca-certificates/
RUN update-ca-certificates
COPY --from=build /server /server
CMD ["/server"]
