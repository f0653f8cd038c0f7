FROM dhi.io/debian-base:trixie-dev AS build
RUN apt-get update && apt-get install -y gcc

FROM scratch
COPY --from=build /out /out
