FROM eclipse-temurin:21-jre
COPY app.jar /app.jar
ENTRYPOINT ["/opt/java/openjdk/bin/java", "-jar", "/app.jar"]
