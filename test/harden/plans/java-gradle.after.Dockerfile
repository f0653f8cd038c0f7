FROM dhi.io/gradle:8-jdk21-dev AS build
WORKDIR /build
COPY build.gradle settings.gradle ./
COPY src ./src
RUN gradle build --no-daemon -x test

FROM dhi.io/eclipse-temurin:21
WORKDIR /build
COPY --from=build /build/build/libs /build/build/libs
CMD ["java", "-jar", "build/libs/shop.jar"]
