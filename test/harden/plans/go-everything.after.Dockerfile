FROM dhi.io/golang:1.26-alpine-dev AS build
RUN apk add --no-cache git
WORKDIR /app
COPY . .
ENV CGO_ENABLED=0
RUN go build -o server .

FROM dhi.io/static:20260611-alpine
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
EXPOSE 8080
CMD ["./server"]
