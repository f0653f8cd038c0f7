FROM golang:1.26-alpine AS build
COPY . /src
RUN cd /src && CGO_ENABLED=0 go build -o /server .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /server /server
COPY --from=busybox:1.37 /bin/wget /bin/wget
ENTRYPOINT ["/server"]
