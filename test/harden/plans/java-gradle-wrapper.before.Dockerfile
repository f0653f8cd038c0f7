FROM eclipse-temurin:21-jdk
WORKDIR /app
COPY gradlew settings.gradle.kts build.gradle.kts ./
COPY gradle ./gradle
COPY src ./src
RUN chmod +x gradlew && ./gradlew bootJar --no-daemon
EXPOSE 8080
CMD ["java", "-jar", "/app/build/libs/shop.jar"]
