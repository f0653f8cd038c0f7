FROM dhi.io/golang:1.26-dev AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=linux go build -ldflags="-s -w" -o /out/server ./cmd/server

FROM dhi.io/static:20250419
WORKDIR /app
COPY --from=build /out/server /usr/local/bin/server
COPY --chown=nonroot config.yaml .
EXPOSE 8080
CMD ["server"]
