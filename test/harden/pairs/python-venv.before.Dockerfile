FROM python:3.13 AS build
ENV PATH="/app/venv/bin:$PATH"
WORKDIR /app
RUN python -m venv /app/venv
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.13-slim
ENV PATH="/app/venv/bin:$PATH"
WORKDIR /app
COPY app.py ./
COPY --from=build /app/venv /app/venv
ENTRYPOINT ["python", "/app/app.py"]
