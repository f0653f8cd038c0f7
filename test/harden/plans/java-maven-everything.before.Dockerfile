FROM maven:3.9-eclipse-temurin-21-alpine AS app
WORKDIR /workspace
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn package
CMD java -Xmx512m -jar target/shop.jar
