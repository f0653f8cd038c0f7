FROM python:3.14
LABEL maintainer="web@example.com"
COPY . /srv/code
WORKDIR /srv/code
RUN python -m pip install .
CMD python3 -m code
