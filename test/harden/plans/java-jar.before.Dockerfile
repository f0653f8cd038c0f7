FROM eclipse-temurin:21-jdk-alpine
RUN addgroup -S spring && adduser -S spring -G spring
ARG JAR_FILE=target/shop.jar
COPY ${JAR_FILE} /app/app.jar
USER spring:spring
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
