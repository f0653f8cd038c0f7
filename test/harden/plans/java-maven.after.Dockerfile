FROM dhi.io/maven:3.9-jdk21-dev AS build
WORKDIR /app
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package -DskipTests

FROM dhi.io/eclipse-temurin:21
WORKDIR /app
COPY --from=build /app/target /app/target
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "target/shop.jar"]
