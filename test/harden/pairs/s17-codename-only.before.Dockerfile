FROM python:bookworm
COPY app.py /app.py
CMD ["python", "/app.py"]
