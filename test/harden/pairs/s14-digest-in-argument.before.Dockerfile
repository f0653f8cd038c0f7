ARG BASE=python:3.13@sha256:a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8
FROM $BASE
COPY app.py /app.py
CMD ["python", "/app.py"]
