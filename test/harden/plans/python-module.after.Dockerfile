FROM dhi.io/python:3.14-dev AS build
COPY . /srv/code
WORKDIR /srv/code
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN python -m pip install .

FROM dhi.io/python:3.14
WORKDIR /srv/code
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build /opt/venv /opt/venv
COPY --from=build --chown=nonroot /srv/code /srv/code
LABEL maintainer="web@example.com"
CMD ["python3", "-m", "code"]
