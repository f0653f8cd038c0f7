# The full image builds what has to be compiled; the slim one ships.
FROM python:3.13 AS build
COPY requirements.txt .
RUN pip install --target /packages -r requirements.txt

FROM python:3.13-slim
RUN useradd --uid 10001 app
ENV PYTHONPATH=/packages
COPY --from=build /packages /packages
COPY . /app
USER 10001
CMD ["python", "/app/main.py"]
