FROM dhi.io/eclipse-temurin:21-jdk-dev AS build
WORKDIR /app
COPY gradlew settings.gradle.kts build.gradle.kts ./
COPY gradle ./gradle
COPY src ./src
RUN chmod +x gradlew && ./gradlew bootJar --no-daemon

FROM dhi.io/eclipse-temurin:21
WORKDIR /app
COPY --from=build /app/build/libs /app/build/libs
EXPOSE 8080
CMD ["java", "-jar", "/app/build/libs/shop.jar"]
