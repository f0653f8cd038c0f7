import assert from "node:assert/strict";
import { check, describeFindings, lintText } from "../check";

const of = ["secret-in-image"];
const expect = "   # expect: secret-in-image";
/** Put together here, so that no scanner takes this file for a leak. */
const awsKey = ["AKIA", "QYLPMN5HHHFPZAM2"].join("");
const githubToken = ["ghp", "_", "a1B2c3D4e5".repeat(4).slice(0, 36)].join("");

/** Whether each line, in a stage that ships with a RUN at its end, is found. */
function each(found: boolean, lines: readonly string[]): void {
  for (const line of lines)
    check(of, `FROM a\nARG PLAIN\n${line}${found ? expect : ""}\nRUN x\nUSER 1\n`);
}

describe("secret-in-image", () => {
  it("finds variables by their names and values", () => {
    each(true, [
      "ENV DB_PASSWORD=hunter2!",
      "ENV DB_PASSWORD hunter2!",
      "ENV A=b api_key='k3y-of-mine'",
      'ENV GITHUB_TOKEN="abcdefgh"',
      "ENV AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCY",
      "ARG NPM_TOKEN=abcdefgh",
      "ONBUILD ENV DB_PASSWORD=hunter2!",
      "ENV ROUTING_KEY=aZ8fK2mQ9xL4vB7nT3pR",
    ]);
  });

  it("leaves alone names that are about a secret", () => {
    each(false, [
      "ENV DB_PASSWORD_FILE=somewhere",
      "ENV GPG_KEY=0D96DF4D4110E5C43FBFB17F2D347EA6AA65421D",
      "ENV TOKEN_TTL=3600s",
      "ENV NEXT_PUBLIC_API_KEY=abcdefgh",
      "ENV VITE_API_KEY=abcdefgh",
      "ENV TOKENIZERS_PARALLELISM=false KEYBOARD=qwerty AUTHOR=somebody",
      "ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes",
      "ENV SECRET_KEY_BASE_DUMMY=1",
      "ENV SECRET_NAME=my-secret",
      "ARG SSH_PUBLIC_KEY",
      "ENV PARTITION_KEY=customer_identifier",
    ]);
  });

  it("leaves alone values that are no secret", () => {
    each(false, [
      'ENV API_TOKEN=""',
      "ENV API_TOKEN=changeme",
      "ENV API_TOKEN=<your-token>",
      "ENV API_TOKEN=/run/secrets/token",
      "ENV API_TOKEN=file:/run/secrets/token",
      "ENV API_TOKEN=https://vault.example/token",
      "ENV API_TOKEN=$SET_BY_THE_BASE",
      "ENV API_TOKEN=${PLAIN}",
      "ENV API_TOKEN=false",
      "ENV API_TOKEN=xxxxxxxx",
      "ARG SECRET_KEY_BASE=dummy-for-the-build",
    ]);
  });

  it("finds a build argument without a value, as far as a RUN comes after it", () => {
    check(of, `FROM a\nARG NPM_TOKEN${expect}\nRUN npm ci\nUSER 1`);
    check(of, `FROM a\nARG NPM_TOKEN=""${expect}\nRUN npm ci\nUSER 1`);
    check(of, `FROM a AS b\nARG NPM_TOKEN${expect}\nFROM b\nRUN npm ci\nUSER 1`);
    check(of, "FROM a\nRUN npm ci\nARG NPM_TOKEN\nUSER 1");
    check(of, "FROM a\nARG KEY\nRUN x\nUSER 1");
  });

  it("finds a build argument that ENV makes stay", () => {
    check(of, `FROM a\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN${expect}\nUSER 1`);
    check(of, `FROM a\nARG NPM_TOKEN\nENV AUTH_TOKEN=\${NPM_TOKEN:-}${expect}\nUSER 1`);
  });

  it("says nothing of stages that only build", () => {
    check(
      of,
      "FROM a AS b\nARG NPM_TOKEN\nENV DB_PASSWORD=hunter2!\nCOPY .env .\nRUN x\nFROM c\nUSER 1",
    );
  });

  it("looks at the stages that a shipped one is built on", () => {
    check(of, `FROM a AS b\nENV DB_PASSWORD=hunter2!${expect}\nFROM b\nUSER 1`);
  });

  it("finds values of a known shape in any stage", () => {
    check(
      of,
      `ARG K=${awsKey}${expect}\nFROM a AS b\nENV X=${githubToken}${expect}\nFROM c\nUSER 1`,
    );
    check(
      of,
      `FROM a AS b\nRUN git clone https://${githubToken}@github.com/x/y${expect}\nFROM c\nUSER 1`,
    );
    check(of, `FROM a\nLABEL key="${awsKey}"${expect}\nUSER 1`);
    check(of, `FROM a\nCOPY <<EOF /x\nkey=${awsKey}${expect}\nEOF\nUSER 1`);
    check(of, `FROM a\nENV DB=postgres://app:s3cr3tpw@db.internal:5432/app${expect}\nUSER 1`);
  });

  it("leaves alone shapes that only look like one", () => {
    each(false, [
      "ENV X=AKIAIOSFODNN7EXAMPLE",
      "ENV DB=postgres://postgres:postgres@db:5432/app",
      "ENV DB=postgres://app:$PASSWORD@db.internal/app",
      "ENV DB=postgres://app:hunter22@localhost/app",
      "RUN git clone https://x-access-token:${TOKEN}@github.com/x/y",
      "RUN echo '-----BEGIN PRIVATE KEY-----' > x",
    ]);
  });

  it("tells one finding for a name and its value", () => {
    const { findings } = lintText(`FROM a\nENV API_KEY=${awsKey}\nUSER 1`);
    assert.equal(findings.filter(({ rule }) => rule === of[0]).length, 1);
  });

  it("finds files that hold secrets", () => {
    each(true, [
      "COPY .env .",
      "COPY --chown=1 src/.env* ./",
      "COPY id_rsa /root/.ssh/id_rsa",
      'COPY ["id_ed25519", "/root/.ssh/"]',
      "ADD .netrc /root/",
      "COPY .aws/credentials /root/.aws/credentials",
      "COPY certs/server.key /etc/nginx/",
      "COPY private-key.pem /etc/",
      "COPY app.p12 /etc/",
      "COPY --from=b /root/.ssh/id_rsa /x",
      "COPY .npmrc .",
    ]);
  });

  it("leaves alone files that hold none", () => {
    each(false, [
      "COPY .env.example .env",
      "COPY id_rsa.pub /root/.ssh/authorized_keys",
      "COPY ca.pem cert.pem fullchain.pem /etc/ssl/",
      "COPY nodesource.gpg.key /etc/apt/",
      "COPY docker.key /etc/apt/keyrings/docker.key",
      "ADD https://x.org/archive.key /usr/share/keyrings/x.asc",
      "COPY test/fixtures/server.key /x",
      "COPY keys.ts environment.env.d /x",
    ]);
  });

  it("is milder where a file may be harmless", () => {
    const { findings } = lintText("FROM a\nCOPY .npmrc .\nUSER 1");
    assert.equal(findings.find(({ rule }) => rule === of[0])?.severity, "information");
  });

  it("never tells the value", () => {
    const text = `FROM a\nENV DB_PASSWORD=hunter2!\nENV X=${awsKey}\nENV D=x://u:s3cr3tpw@h.y\nUSER 1`;
    const lines = describeFindings(lintText(text))
      .split("\n")
      .filter((line) => line.includes("secret-in-image"));
    assert.deepEqual(lines, [
      "2:5-2:16 error secret-in-image: DB_PASSWORD looks like a secret, and ENV keeps it in the configuration of the image.",
      "3:5-3:6 error secret-in-image: X holds an AWS access key.",
      "4:5-4:6 error secret-in-image: D holds a password in an address.",
    ]);
  });
});
