FROM dhi.io/python:3.13-dev AS build
WORKDIR /code
COPY requirements.txt /code/
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN pip install --upgrade pip && pip install -r requirements.txt
COPY . /code/
RUN python manage.py collectstatic --noinput

FROM dhi.io/python:3.13 AS web
WORKDIR /code
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build --chown=nonroot /code /code
COPY --from=build /opt/venv /opt/venv
EXPOSE 8000
CMD ["gunicorn", "shop.wsgi:application", "--bind", "0.0.0.0:8000"]
