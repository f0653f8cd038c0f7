FROM dhi.io/eclipse-temurin:21-alpine
ARG JAR_FILE=target/shop.jar
COPY ${JAR_FILE} /app/app.jar
USER nonroot
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
