FROM dhi.io/python:3.12-dev AS build
WORKDIR /app
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN pip install poetry==2.1.1
COPY pyproject.toml poetry.lock ./
RUN poetry config virtualenvs.create false && \
    poetry install --only main --no-root --no-interaction

FROM dhi.io/python:3.12
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build --chown=nonroot /app /app
COPY --from=build /opt/venv /opt/venv
COPY --chown=nonroot . .
CMD ["python", "-m", "shop"]
