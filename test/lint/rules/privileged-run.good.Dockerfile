FROM debian:trixie-slim
RUN --network=none make check
RUN apt-get update
