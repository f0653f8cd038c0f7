FROM dhi.io/maven:3.9-jdk21-dev AS build
WORKDIR /app
COPY pom.xml .
COPY src src
RUN mvn -B package

FROM dhi.io/eclipse-temurin:21
WORKDIR /app
COPY --from=build /app/target/app.jar app.jar
ENTRYPOINT ["java", "-jar", "app.jar"]
