ARG BASE=dhi.io/python:3.13
FROM $BASE
COPY app.py /app.py
CMD ["python", "/app.py"]
