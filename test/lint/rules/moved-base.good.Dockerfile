FROM eclipse-temurin:17-jdk AS build
COPY . /src
RUN cd /src && ./gradlew bootJar

FROM eclipse-temurin:17-jre
COPY --from=build /src/build/libs/app.jar /app.jar
USER 1001
CMD ["java", "-jar", "/app.jar"]
