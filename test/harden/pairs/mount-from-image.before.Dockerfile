FROM alpine:3.23 AS build
RUN --mount=type=bind,from=golang:1.26,source=/usr/local/go,target=/go go version

FROM scratch
COPY --from=build /out /out
