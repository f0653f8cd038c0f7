FROM amazoncorretto:21
WORKDIR /app
COPY . .
RUN ./gradlew installDist
CMD ["java", "-jar", "build/libs/app.jar"]
