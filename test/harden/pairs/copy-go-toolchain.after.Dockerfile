FROM dhi.io/debian-base:trixie-dev AS build
COPY --from=dhi.io/golang:1.26-dev /usr/local/go /usr/local/go
RUN apt-get update

FROM scratch
COPY --from=build /out /out
