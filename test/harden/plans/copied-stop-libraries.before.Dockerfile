FROM golang:1.26 AS build
RUN apt-get update && apt-get install -y libvips-dev
WORKDIR /src
COPY . .
RUN go build -o /server .

FROM debian:trixie-slim
COPY --from=build /server /server
CMD ["/server"]
