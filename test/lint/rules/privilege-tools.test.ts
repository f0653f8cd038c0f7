import assert from "node:assert/strict";
import { check, describeFindings, lintText } from "../check";

const of = ["privilege-tools"];
const expect = "   # expect: privilege-tools";

function each(found: boolean, lines: readonly string[]): void {
  for (const line of lines) check(of, `FROM a\n${line}${found ? expect : ""}\nUSER 1\n`);
}

describe("privilege-tools", () => {
  it("finds sudo, installed or used", () => {
    each(true, [
      "RUN apt-get install -y sudo=1.9 curl",
      "RUN apk add --no-cache doas",
      "RUN dnf -y install sudo",
      "RUN sudo apt-get update",
      "RUN /usr/bin/sudo -u app make",
      "RUN a && (sudo b)",
      'RUN ["sudo", "make"]',
    ]);
  });

  it("leaves alone sudo that goes again, and what only bears its name", () => {
    each(false, [
      "RUN apt-get install -y sudo && make && apt-get purge -y sudo",
      "RUN apk add --virtual .build sudo make && make && apk del .build",
      "RUN echo sudo && touch sudo && which sudo",
      "RUN apt-get install -y sudo-rs-doc",
      "RUN rm /etc/sudoers",
      "RUN # sudo\\\n true",
      "RUN cat <<EOF > /hint\nsudo make\nEOF",
    ]);
  });

  it("tells of its use once for each stage", () => {
    check(of, `FROM a\nRUN sudo b && sudo c${expect}\nRUN sudo d\nUSER 1`);
  });

  it("finds setuid bits", () => {
    each(true, [
      "RUN chmod u+s /bin/x",
      "RUN chmod +s /bin/x",
      "RUN chmod u=rxs,g=rx /bin/x",
      "RUN chmod -R 4755 /bin/x",
      "RUN chmod 06755 /bin/x",
      "RUN install -m 4755 x /bin/x",
      "COPY --chmod=4755 x /bin/x",
    ]);
  });

  it("finds files that everybody may change", () => {
    each(true, [
      "RUN chmod 777 /x",
      "RUN chmod -R 0777 /x",
      "RUN chmod a+rwx /x",
      "RUN chmod 777 -R /x",
      "RUN mkdir -m 777 /x",
      "COPY --chmod=777 a /x",
    ]);
  });

  it("leaves alone other modes", () => {
    each(false, [
      "RUN chmod 1777 /tmp",
      "RUN chmod 755 /x && chmod 2775 /y && chmod g+s /y && chmod +x /z && chmod g=u /a",
      "RUN chmod u-s /bin/x && find / -perm /6000 -exec chmod a-s {} +",
      "RUN chmod $MODE /x",
      "RUN echo chmod 777",
      "RUN chmod 644 777",
      "COPY --chmod=755 a /x",
    ]);
  });

  it("says nothing of stages that only build", () => {
    check(of, "FROM a AS b\nRUN sudo x && chmod 777 /y\nFROM c\nUSER 1");
  });

  it("marks the word", () => {
    assert.match(
      describeFindings(lintText("FROM a\nRUN chmod -R 777 /x\nUSER 1")),
      /2:14-2:17 warning privilege-tools: Mode 777 lets every user change these files\./,
    );
  });
});
