# drydock ignore=root-user a toolbox that people start by hand
FROM debian:trixie-slim
