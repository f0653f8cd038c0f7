FROM dhi.io/golang:1.26-dev AS build
WORKDIR /app
ADD . ./
RUN CGO_ENABLED=0 go build -o main .

FROM dhi.io/golang:1.26
WORKDIR /app
COPY --from=build /app/main /app/main
ENTRYPOINT ["/app/main"]
