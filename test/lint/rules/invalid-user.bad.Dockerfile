FROM dhi.io/python:3.13
COPY . /app
# The user would be called "nonroot # least privilege".
USER nonroot # least privilege  # expect: invalid-user
CMD ["python3", "/app/main.py"]
