FROM debian:trixie-slim
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d \
    https://example.com/tool.tar.gz /opt/
RUN curl -fsSLo install.sh https://example.com/install.sh && \
    echo "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730  install.sh" | sha256sum -c && \
    bash install.sh
