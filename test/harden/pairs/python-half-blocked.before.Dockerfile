FROM python:3.13 AS build
RUN python -m venv /venv

FROM python:3.13-slim
COPY --from=build /venv /venv
RUN useradd app
USER app
CMD ["/venv/bin/python", "-m", "app"]
