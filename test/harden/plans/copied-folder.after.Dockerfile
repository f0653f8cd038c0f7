FROM dhi.io/golang:1.26-dev AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o bin/ ./cmd/...

FROM dhi.io/static:20250419
# Pages beside the programs.
COPY --from=build /src /srv/app
USER 1000
ENTRYPOINT ["/srv/app/bin/server"]
CMD ["--port", "8080"]
