FROM python:3.13-slim@sha256:a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8
WORKDIR /app
COPY app.py .
CMD ["python", "app.py"]
