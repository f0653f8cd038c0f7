FROM dhi.io/golang:1.26-dev AS build
COPY . /src
RUN cd /src && CGO_ENABLED=0 go build -o /server .

FROM ghcr.io/acme/static:1.0
COPY --from=build /server /server
ENTRYPOINT ["/server"]
