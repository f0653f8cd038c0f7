ARG PY=3.13
ARG OS=alpine
FROM python:${PY}-${OS} AS build
RUN python -m compileall .

FROM scratch
COPY --from=build /app /app
