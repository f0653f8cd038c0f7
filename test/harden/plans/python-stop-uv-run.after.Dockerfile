FROM python:3.13-slim
COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /bin/uv
ENV UV_PYTHON_DOWNLOADS=0
WORKDIR /app
COPY . .
RUN uv sync --frozen
CMD ["uv", "run", "app.py"]
