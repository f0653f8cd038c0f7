FROM dhi.io/python:3.13-alpine-dev AS build
RUN python -m venv /venv
RUN /venv/bin/pip install flask

FROM dhi.io/python:3.13-alpine
COPY --from=build /venv /venv
ENTRYPOINT ["/venv/bin/python", "-m", "flask", "run"]
