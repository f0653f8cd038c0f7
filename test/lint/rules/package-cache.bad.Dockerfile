FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl  # expect: package-cache
# Too late: the lists are in the layer above.
RUN rm -rf /var/lib/apt/lists/*
