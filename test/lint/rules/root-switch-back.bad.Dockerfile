FROM python:3.13-slim
RUN useradd --uid 10001 --create-home app
USER app
WORKDIR /home/app
COPY . .
# Root for one more package, and for good.
USER root  # expect: root-switch-back
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
CMD ["python", "main.py"]
