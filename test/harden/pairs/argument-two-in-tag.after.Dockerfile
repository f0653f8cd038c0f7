ARG PY=3.13
ARG OS=alpine
FROM dhi.io/python:${PY}-${OS}-dev AS build
RUN python -m compileall .

FROM scratch
COPY --from=build /app /app
