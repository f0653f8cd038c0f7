import assert from "node:assert/strict";
import { checkPlan } from "./planProperties";

/** The same numbers on every run: a failure can be looked at again. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

const bases = [
  "node:24",
  "node:24-alpine",
  "dhi.io/node:24-dev",
  "python:3.13-slim",
  "python:3.12",
  "golang:1.26",
  "golang:1.26-alpine",
  "eclipse-temurin:21-jdk",
  "maven:3.9-eclipse-temurin-21",
  "rust:1.98-slim",
  "mcr.microsoft.com/dotnet/sdk:10.0",
  "mcr.microsoft.com/dotnet/aspnet:10.0",
  "php:8.4-fpm",
  "php:8.4-cli",
  "ruby:3.4-slim",
  "nginx:1.31",
  "debian:trixie",
  "$BASE",
];

const lines = [
  "WORKDIR /app",
  "WORKDIR src",
  "COPY . .",
  "COPY package*.json ./",
  "COPY --chown=app:app requirements.txt /app/",
  "COPY --from=first /app/dist /app/dist",
  "COPY main.go go.mod ./",
  "COPY <<EOF /app/settings.json\n{}\nEOF",
  "ADD archive.tar.gz /srv/data",
  "RUN npm ci",
  "RUN cargo build --release",
  "RUN dotnet publish -c Release -o /app/out",
  "RUN composer install --no-dev",
  "RUN bundle install",
  "RUN rm -rf /usr/share/nginx/html/*",
  "COPY site /usr/share/nginx/html",
  "COPY --chown=$APP_UID . .",
  "USER $APP_UID",
  "RUN npm ci --omit=dev && npm cache clean --force",
  "RUN pip install -r requirements.txt",
  "RUN python -m venv /venv",
  "RUN go build -o /app/server .",
  "RUN mvn \\\n  # without tests\n  -DskipTests package",
  "RUN <<EOF\nset -e\nmkdir -p /app/data\nEOF",
  "RUN useradd app",
  "RUN addgroup -S app && adduser -S app -G app",
  "RUN chown -R app /app",
  "RUN node --version",
  "RUN apt-get update && apt-get install -y make g++",
  "RUN curl -fsSL https://example.com/install.sh | sh",
  "# What comes next.",
  "",
  "ARG PORT=8080",
  "ENV PORT=$PORT",
  'ENV PATH="/venv/bin:$PATH"',
  "EXPOSE $PORT",
  "EXPOSE 80",
  "LABEL a=b \\\n  c=d",
  "VOLUME /app/data",
  "USER app",
  "USER node",
  "USER 1001:0",
  "USER root",
  "STOPSIGNAL SIGINT",
  "HEALTHCHECK CMD node health.js",
  "CMD node server.js",
  'CMD ["python", "app.py"]',
  'ENTRYPOINT ["/app/server"]',
  'CMD ["java", "-jar", "target/app.jar"]',
  "CMD npm start",
];

const ends: Readonly<Record<string, string>> = {
  node: 'CMD ["node", "server.js"]',
  python: "CMD python app.py",
  golang: 'CMD ["/app/server"]',
  "eclipse-temurin": 'CMD ["java", "-jar", "target/app.jar"]',
  rust: 'CMD ["/app/target/release/server"]',
  sdk: 'ENTRYPOINT ["dotnet", "/app/out/Shop.dll"]',
  aspnet: 'ENTRYPOINT ["dotnet", "/app/out/Shop.dll"]',
  php: "CMD php-fpm",
  ruby: "CMD bundle exec puma",
  nginx: 'CMD ["nginx", "-g", "daemon off;"]',
  maven: 'ENTRYPOINT ["java", "-jar", "target/app.jar"]',
};

function generated(seed: number): string {
  const random = numbers(seed);
  const next = (count: number) => Math.floor(random.next().value * count);
  const pick = (list: readonly string[]) => list[next(list.length)] ?? "";
  const body = (count: number) => Array.from({ length: count }, () => pick(lines));
  const last = pick(bases);
  const name = /([\w-]+):/.exec(last)?.[1] ?? "node";
  const isChain = next(4) === 0;
  const text = [
    ...(next(3) === 0 ? ["# syntax=docker/dockerfile:1"] : []),
    "ARG BASE=node:24-slim",
    `FROM ${isChain ? last : pick(bases)} AS first`,
    "WORKDIR /app",
    ...body(next(4)),
    `FROM ${isChain ? "first" : last}${next(2) === 0 ? " AS app" : ""}`,
    ...(next(5) === 0 ? [] : ["WORKDIR /app"]),
    ...body(next(8)),
    ...(next(5) === 0 ? [] : [ends[name] ?? "CMD node server.js"]),
    ...(next(2) === 0 ? [""] : []),
  ].join("\n");
  return next(4) === 0 ? text.replaceAll("\n", "\r\n") : text;
}

describe("plans for files that a program makes up", function () {
  this.timeout(240_000);

  it("keep what every plan has to keep", () => {
    let parted = 0;
    for (let seed = 1; seed <= 700; seed++) {
      const text = generated(seed);
      const { changes } = checkPlan(text, `seed ${seed}:\n${text}`);
      if (changes.some(({ group }) => group === "stages")) parted++;
    }
    assert.ok(parted > 60, `${parted} are parted`);
  });
});
