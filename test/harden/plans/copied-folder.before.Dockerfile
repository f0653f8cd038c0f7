FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o bin/ ./cmd/...

FROM ubuntu:24.04
# Pages beside the programs.
COPY --from=build /src /srv/app
USER 1000
ENTRYPOINT ["/srv/app/bin/server"]
CMD ["--port", "8080"]
