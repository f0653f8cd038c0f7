FROM dhi.io/golang:1.26-alpine-dev AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /app
COPY go.* ./
COPY *.go ./
RUN CGO_ENABLED=1 go build -o ./shop

FROM dhi.io/static:20260611-musl-alpine
WORKDIR /app
COPY --from=build /app/shop /app/shop
CMD ["./shop"]
