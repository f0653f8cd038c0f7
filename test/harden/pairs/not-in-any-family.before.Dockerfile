FROM swift:6.1 AS build
RUN swift build

FROM fedora:43
COPY --from=build /app /app
ENTRYPOINT ["/app"]
