FROM dhi.io/golang:1.26-debian13-dev AS build
WORKDIR /app
COPY . ./
RUN go mod download && go build -o /server ./cmd/server

FROM dhi.io/static:20250419-glibc AS app
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
COPY --from=build --chown=nonroot /server /server
CMD ["/server", "-port", "8080"]
