# The debug image has a shell, and still no apt-get.
FROM gcr.io/distroless/base-debian13:debug-nonroot
RUN apt-get update && apt-get install -y libpq5  # expect: needs-package-manager
COPY server /server
ENTRYPOINT ["/server"]
