FROM golang:1.26 AS build
RUN go env && \
    # the linker drops what a debugger wants
    go build -ldflags="-s -w" -o /app .

FROM scratch
COPY --from=build /app /app
