FROM dhi.io/eclipse-temurin:21-jdk-dev AS builder
WORKDIR /builder
COPY target/*.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM dhi.io/eclipse-temurin:21
WORKDIR /application
COPY --from=builder /builder/extracted/dependencies/ ./
COPY --from=builder /builder/extracted/application/ ./
USER nonroot
ENTRYPOINT ["java", "-jar", "application.jar"]
