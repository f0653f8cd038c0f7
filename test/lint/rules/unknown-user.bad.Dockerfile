# Nothing is known of this image, so it may run as root or not.
FROM registry.acme.io/platform/java-base:2026.10  # expect: unknown-user
COPY target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
