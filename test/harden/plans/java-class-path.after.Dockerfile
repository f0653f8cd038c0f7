FROM dhi.io/eclipse-temurin:25-jdk-dev AS build
WORKDIR /srv/app
COPY src/ ./src/
RUN mkdir -p classes && javac -d classes src/Main.java

FROM dhi.io/eclipse-temurin:25
WORKDIR /srv/app
COPY --from=build --chown=nonroot /srv/app /srv/app
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"
CMD ["java", "-cp", "classes", "Main"]
