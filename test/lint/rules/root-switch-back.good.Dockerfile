FROM python:3.13-slim
RUN useradd --uid 10001 --create-home app
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
USER app
WORKDIR /home/app
COPY . .
CMD ["python", "main.py"]
