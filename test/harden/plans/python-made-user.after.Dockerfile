FROM dhi.io/python:3.13-dev AS build
WORKDIR /usr/local/app

# Install the application dependencies
COPY requirements.txt ./
RUN python -m venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH="/opt/venv/bin:$PATH"
RUN pip install --no-cache-dir -r requirements.txt

FROM dhi.io/python:3.13
WORKDIR /usr/local/app
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build /opt/venv /opt/venv
COPY --from=build /usr/local/app /usr/local/app

# Copy in the source code
COPY src ./src
EXPOSE 8080

USER nonroot

CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8080"]
