FROM python:3.13-alpine AS build
RUN python -m venv /venv
RUN /venv/bin/pip install flask

FROM python:3.13-alpine
COPY --from=build /venv /venv
ENTRYPOINT ["/venv/bin/python", "-m", "flask", "run"]
