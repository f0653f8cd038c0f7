FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt .
RUN set -eux; pip install --no-cache-dir -r requirements.txt
COPY . .
HEALTHCHECK --interval=10s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/')"]
STOPSIGNAL SIGINT
CMD ["python", "app.py"]
