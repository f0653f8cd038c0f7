FROM openjdk:17-jdk-slim AS build  # expect: moved-base
COPY . /src
RUN cd /src && ./gradlew bootJar

FROM bitnami/java:17  # expect: moved-base
COPY --from=build /src/build/libs/app.jar /app.jar
USER 1001
CMD ["java", "-jar", "/app.jar"]
