FROM dhi.io/python:3.13-alpine-dev AS build
ENV VIRTUAL_ENV=/srv/venv
RUN python -m venv $VIRTUAL_ENV
ENV PATH="$VIRTUAL_ENV/bin:$PATH"
WORKDIR /srv/app
COPY requirements.txt .
RUN pip install -r requirements.txt

FROM dhi.io/python:3.13-alpine
ENV VIRTUAL_ENV=/srv/venv
ENV PATH="$VIRTUAL_ENV/bin:$PATH"
WORKDIR /srv/app
COPY --from=build --chown=nonroot /srv/app /srv/app
COPY --from=build --chown=nonroot /srv/venv /srv/venv
COPY --chown=nonroot . .
ENTRYPOINT ["python"]
CMD ["app.py"]
