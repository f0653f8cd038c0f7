FROM debian:trixie-slim
ADD https://example.com/tool.tar.gz /opt/  # expect: remote-add-unverified
RUN curl -fsSL https://example.com/install.sh | bash  # expect: remote-add-unverified
