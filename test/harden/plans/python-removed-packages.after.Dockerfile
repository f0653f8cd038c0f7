FROM dhi.io/python:3.13-alpine-dev AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN apk add --no-cache --virtual .build-deps gcc musl-dev cargo \
    && pip install -r requirements.txt \
    && apk del .build-deps

FROM dhi.io/python:3.13-alpine
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build --chown=nonroot /app /app
COPY --from=build /opt/venv /opt/venv
COPY --chown=nonroot . .
CMD ["python", "main.py"]
