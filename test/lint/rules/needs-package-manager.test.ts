import assert from "node:assert/strict";
import { check } from "../check";
import { fixes, say } from "./only";

const rule = "needs-package-manager";
const silent = (text: string) => assert.equal(say(rule, text), "");
const debug = "FROM gcr.io/distroless/base-debian13:debug\n";

describe("needs-package-manager", () => {
  it("says which one can't run", () => {
    assert.equal(
      say(rule, `${debug}RUN a; /usr/bin/apt-get update && apt-get install -y b\n`),
      "2:8-2:24 error needs-package-manager: apt-get can't run here: gcr.io/distroless/base-debian13:debug has no package manager.",
    );
  });

  for (const command of [
    "apt-get update",
    "apt install -y a",
    "apk add --no-cache a",
    "dnf install -y a",
    "microdnf install a",
    "yum install a",
    "tdnf install a",
    "zypper in a",
    "DEBIAN_FRONTEND=noninteractive apt-get install -y a",
  ])
    it(command, () => check([rule], `${debug}RUN ${command}   # expect: needs-package-manager\n`));

  it("in heredocs and the exec form", () => {
    assert.match(say(rule, `${debug}RUN <<EOF\nset -e\napk add a\nEOF\n`), /^4:1-4:4 /);
    check(
      [rule],
      'FROM dhi.io/node:24\nRUN ["apt-get", "update"]   # expect: needs-package-manager\n',
    );
  });

  it("one finding for an instruction: without a shell it is needs-shell that speaks", () => {
    check(
      [rule, "needs-shell"],
      "FROM dhi.io/node:24\nRUN apt-get update   # expect: needs-shell\n",
    );
  });

  it("in every stage", () => {
    check(
      [rule],
      `${debug.trim()} AS a\nRUN apk add b   # expect: needs-package-manager\nFROM node:24\n`,
    );
  });

  describe("is silent about", () => {
    const silences: readonly (readonly [string, string])[] = [
      ["images that have one", "FROM debian:13\nRUN apt-get update\n"],
      ["development variants", "FROM dhi.io/node:24-dev\nRUN apt-get update\n"],
      ["images that are not known", "FROM acme/app:1\nRUN apt-get update\n"],
      ["other words", `${debug}RUN echo apt-get update\nRUN aptly x\nRUN cat /apk\n`],
      ["asking first", `${debug}RUN which apk && apk add a\n`],
      ["asking with command -v", `${debug}RUN if command -v apk; then apk add a; fi\n`],
      ["what may fail", `${debug}RUN apk add a || true\n`],
      ["a package manager fetched before", `${debug}RUN wget http://a/apk.static && apk add a\n`],
      ["one that an earlier RUN brought", `${debug}RUN get apk\nRUN apk add a\n`],
      [
        "one that is copied",
        `${debug}COPY --from=alpine:3.24 /sbin/apk /sbin/apk\nRUN apk add a\n`,
      ],
      ["a copied root", `${debug}COPY --from=alpine:3.24 / /\nRUN apk add a\n`],
      ["a mounted image", `${debug}RUN --mount=from=alpine:3.24,target=/sbin apk add a\n`],
    ];
    for (const [name, text] of silences) it(name, () => silent(text));
  });

  it("has no fix", () => assert.deepEqual(fixes(rule, `${debug}RUN apk add a\n`), []));
});
