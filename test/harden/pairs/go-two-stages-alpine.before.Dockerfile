FROM golang:1.26-alpine AS build
WORKDIR /src
RUN apk add --no-cache git
COPY . .
RUN go build -o /bin/app .

FROM alpine:3.23
COPY --from=build /bin/app /bin/app
ENTRYPOINT ["/bin/app"]
