FROM dhi.io/python:3.14-debian13
COPY app.py /app.py
CMD ["python", "/app.py"]
