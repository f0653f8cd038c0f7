FROM dhi.io/python:3.13-dev AS build
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
COPY requirements.txt .
RUN pip install -r requirements.txt

FROM dhi.io/python:3.13
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY --chown=nonroot . .
USER nonroot
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app.wsgi"]
