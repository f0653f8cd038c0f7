ARG GO_VERSION=1.25.3
FROM golang:${GO_VERSION}-alpine AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
