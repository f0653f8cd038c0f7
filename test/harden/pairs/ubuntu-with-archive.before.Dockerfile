FROM ubuntu:24.04 AS build
RUN add-apt-repository ppa:deadsnakes/ppa

FROM scratch
COPY --from=build /out /out
