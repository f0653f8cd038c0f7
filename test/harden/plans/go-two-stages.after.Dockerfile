FROM dhi.io/golang:1.26-alpine-dev AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/server .

FROM golang:1.26-alpine
RUN addgroup -S app && adduser -S app -G app
COPY --from=build /out/server /server
USER app
CMD ["/server"]
