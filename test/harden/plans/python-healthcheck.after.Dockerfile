FROM dhi.io/python:3.13-dev AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN set -eux; pip install --no-cache-dir -r requirements.txt

FROM dhi.io/python:3.13
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build --chown=nonroot /app /app
COPY --from=build /opt/venv /opt/venv
COPY --chown=nonroot . .
HEALTHCHECK --interval=10s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/')"]
STOPSIGNAL SIGINT
CMD ["python", "app.py"]
