# syntax=docker/dockerfile:1
# check=skip=all

# what ships
FROM alpine:3.23 AS final
# the program
COPY app /app
ENTRYPOINT ["/app"]
