FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM alpine:3.22
COPY --from=build /server /server
USER root
EXPOSE 80
CMD ["/server"]
