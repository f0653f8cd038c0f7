FROM python:3.13-slim
COPY --chown=app:app app.py /app.py
CMD ["python", "/app.py"]
