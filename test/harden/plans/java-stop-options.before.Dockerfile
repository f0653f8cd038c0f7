FROM eclipse-temurin:21-jdk
WORKDIR /app
COPY . .
RUN ./gradlew bootJar
CMD java $JAVA_OPTS -jar build/libs/app.jar
