FROM dhi.io/eclipse-temurin:21-jdk-alpine-dev AS build
WORKDIR /app
COPY . .
RUN ./gradlew build

FROM dhi.io/eclipse-temurin:21-alpine
COPY --from=build /app/build/libs/app.jar /app.jar
ENTRYPOINT ["java", "-jar", "/app.jar"]
