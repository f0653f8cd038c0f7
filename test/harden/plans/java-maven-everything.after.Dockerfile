FROM dhi.io/maven:3.9-jdk21-alpine-dev AS build
WORKDIR /workspace
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn package

FROM dhi.io/eclipse-temurin:21-alpine AS app
WORKDIR /workspace
COPY --from=build --chown=nonroot /workspace /workspace
CMD ["java", "-Xmx512m", "-jar", "target/shop.jar"]
