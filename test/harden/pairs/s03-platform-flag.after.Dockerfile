FROM --platform=$BUILDPLATFORM dhi.io/golang:1.26-alpine-dev AS build
WORKDIR /src
COPY . .
RUN go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
