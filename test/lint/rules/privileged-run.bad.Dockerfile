FROM debian:trixie-slim
RUN --security=insecure modprobe overlay  # expect: privileged-run
RUN --network=host apt-get update  # expect: privileged-run
