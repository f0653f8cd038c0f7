FROM dhi.io/golang:1.26-alpine-dev AS build
WORKDIR /src
RUN apk add --no-cache git
COPY . .
RUN go build -o /bin/app .

FROM dhi.io/alpine-base:3.23
COPY --from=build /bin/app /bin/app
ENTRYPOINT ["/bin/app"]
