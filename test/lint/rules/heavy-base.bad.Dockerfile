# Compilers, headers and git go along with the program.
FROM python:3.13  # expect: heavy-base
RUN useradd --uid 10001 app
COPY . /app
USER 10001
CMD ["python", "/app/main.py"]
