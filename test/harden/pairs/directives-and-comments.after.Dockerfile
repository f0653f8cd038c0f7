# syntax=docker/dockerfile:1
# check=skip=all

# what ships
FROM dhi.io/alpine-base:3.23 AS final
# the program
COPY app /app
ENTRYPOINT ["/app"]
