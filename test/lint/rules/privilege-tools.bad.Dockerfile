FROM debian:trixie-slim
RUN apt-get update && apt-get install -y sudo  # expect: privilege-tools
RUN sudo mkdir /app  # expect: privilege-tools
COPY --chmod=777 start.sh /app/  # expect: privilege-tools
RUN chmod u+s /usr/bin/find  # expect: privilege-tools
USER 10001
