FROM dhi.io/golang:1.26-dev AS build
RUN apt-get update && apt-get install -y libvips-dev
WORKDIR /src
COPY . .
RUN go build -o /server .

FROM dhi.io/debian-base:trixie
COPY --from=build /server /server
CMD ["/server"]
