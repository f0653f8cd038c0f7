FROM debian:trixie-slim
RUN useradd --uid 10001 --create-home app
COPY --chown=app . /home/app
USER app  # expect: numeric-user
CMD ["/home/app/run"]
