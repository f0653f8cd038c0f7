FROM debian:trixie-slim
RUN useradd --uid 10001 --create-home app
COPY --chown=app . /home/app
USER 10001
CMD ["/home/app/run"]
