FROM eclipse-temurin:21-jdk
ENV JAVA_HOME=/opt/java/openjdk
WORKDIR /app
COPY . .
RUN ./gradlew bootJar
CMD ["java", "-jar", "build/libs/app.jar"]
