FROM dhi.io/alpine-base:3.23-dev AS build
RUN --mount=type=bind,from=dhi.io/golang:1.26-dev,source=/usr/local/go,target=/go go version

FROM scratch
COPY --from=build /out /out
