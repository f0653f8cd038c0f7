# drydock ignore=root-user  # expect: unused-ignore
FROM debian:trixie-slim
USER 10001
