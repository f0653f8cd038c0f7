FROM python:3.12-slim
WORKDIR /app
RUN pip install poetry==2.1.1
COPY pyproject.toml poetry.lock ./
RUN poetry config virtualenvs.create false && \
    poetry install --only main --no-root --no-interaction
COPY . .
CMD ["python", "-m", "shop"]
