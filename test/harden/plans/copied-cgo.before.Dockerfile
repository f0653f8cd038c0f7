FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY . .
RUN go build -o /server .

FROM debian:bookworm
COPY --from=build /server /
CMD ["/server"]
