FROM registry.acme.io/platform/java-base:2026.10
COPY target/app.jar /app.jar
USER 10001
CMD ["java", "-jar", "/app.jar"]
