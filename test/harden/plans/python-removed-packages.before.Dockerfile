FROM python:3.13-alpine
WORKDIR /app
COPY requirements.txt .
RUN apk add --no-cache --virtual .build-deps gcc musl-dev cargo \
    && pip install -r requirements.txt \
    && apk del .build-deps
COPY . .
CMD ["python", "main.py"]
