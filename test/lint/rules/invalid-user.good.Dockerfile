FROM dhi.io/python:3.13
COPY . /app
# Least privilege: a comment has a line of its own.
USER nonroot
CMD ["python3", "/app/main.py"]
