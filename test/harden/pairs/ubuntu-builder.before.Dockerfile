FROM ubuntu:24.04 AS build
RUN apt-get update && apt-get install -y gcc

FROM scratch
COPY --from=build /out /out
