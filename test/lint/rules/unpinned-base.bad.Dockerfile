FROM golang:alpine AS build  # expect: unpinned-base
COPY . /src
RUN cd /src && CGO_ENABLED=0 go build -o /server .

FROM gcr.io/distroless/static:nonroot  # expect: unpinned-base
COPY --from=build /server /server
COPY --from=busybox /bin/wget /bin/wget  # expect: unpinned-base
ENTRYPOINT ["/server"]
