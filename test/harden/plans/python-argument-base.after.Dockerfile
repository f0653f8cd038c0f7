ARG BASE_IMAGE=dhi.io/python:3.14-alpine3.22-dev
FROM ${BASE_IMAGE} AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN pip install --no-cache-dir -r requirements.txt

FROM dhi.io/python:3.14-alpine3.22
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build --chown=nonroot /app /app
COPY --from=build /opt/venv /opt/venv
COPY --chown=nonroot app.py .
ENV FLASK_APP=app.py
CMD ["flask", "run", "--host=0.0.0.0", "--port=8080"]
