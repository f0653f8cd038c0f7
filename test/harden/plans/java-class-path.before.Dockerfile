FROM eclipse-temurin:25-jdk
WORKDIR /srv/app
COPY src/ ./src/
RUN mkdir -p classes && javac -d classes src/Main.java
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"
CMD ["java", "-cp", "classes", "Main"]
