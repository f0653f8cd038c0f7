FROM debian:13 AS build
COPY --from=golang:1.26 /usr/local/go /usr/local/go
RUN apt-get update

FROM scratch
COPY --from=build /out /out
