FROM dhi.io/python:3.13-dev AS base
WORKDIR /usr/local/app
COPY requirements.txt ./requirements.txt
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN pip install --no-cache-dir -r requirements.txt

FROM base AS dev
RUN pip install watchdog
CMD ["python", "app.py"]

FROM dhi.io/python:3.13 AS final
WORKDIR /usr/local/app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=base /opt/venv /opt/venv
COPY --from=base --chown=nonroot /usr/local/app/requirements.txt /usr/local/app/requirements.txt
COPY --chown=nonroot . .
EXPOSE 8080
CMD ["gunicorn", "app:app", "-b", "0.0.0.0:8080"]
