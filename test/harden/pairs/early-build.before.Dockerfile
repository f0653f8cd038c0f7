FROM python:3.15-rc
COPY app.py /app.py
CMD ["python", "/app.py"]
