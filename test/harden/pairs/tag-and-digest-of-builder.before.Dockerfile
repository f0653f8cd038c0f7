FROM --platform=linux/amd64 golang:1.26@sha256:a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8 AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
