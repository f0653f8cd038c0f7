FROM registry.acme.io/platform/python-app:1.4
RUN pip install flask
CMD ["python", "app.py"]
