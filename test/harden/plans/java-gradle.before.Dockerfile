FROM gradle:8-jdk21
WORKDIR /build
COPY build.gradle settings.gradle ./
COPY src ./src
RUN gradle build --no-daemon -x test
CMD ["java", "-jar", "build/libs/shop.jar"]
