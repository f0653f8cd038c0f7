import assert from "node:assert/strict";
import { defaultSettings, type LintSettings } from "../../../src/lint/settings";
import type { ProjectFacts } from "../../../src/project/facts";
import { check, lintText } from "../check";
import { fixed, fixes, say, severities } from "./only";
import { assertLinear } from "../../operations";

const rule = "root-user";
const silent = (text: string, changes = {}) => assert.equal(say(rule, text, changes), "");
const strict: LintSettings = { ...defaultSettings, profile: "strict" };

describe("root-user", () => {
  describe("looks at the stages that ship", () => {
    it("the last stage, not those that build", () => {
      check(
        [rule],
        `
FROM node:24 AS build
USER root
RUN npm ci
FROM node:24-slim
USER node
`,
      );
    });

    it("a base that runs as root, where it is named", () => {
      check(
        [rule],
        `
FROM debian:trixie AS base    # expect: root-user
RUN apt-get update
FROM base AS tools
FROM base
`,
      );
    });

    it("says what nginx needs before it can do without root", () => {
      const [finding] = lintText("FROM nginx:1.30\n").findings.filter((it) => it.rule === rule);
      assert.equal(
        finding?.related[0]?.message,
        "nginx writes to /var/cache/nginx and /run/nginx.pid when it starts, which are root's; many systems keep port 80 for root as well.",
      );
    });

    it("names the FROM of the stage that ships where another one names the image", () => {
      const { findings } = lintText("FROM debian:trixie AS base\nFROM base\n");
      const [finding] = findings.filter((it) => it.rule === rule);
      assert.equal(
        finding?.related[0]?.message,
        "This stage ships, and sets no USER.",
        JSON.stringify(finding),
      );
      assert.equal(finding?.related[0]?.range.start.line, 1);
    });

    const project: ProjectFacts = {
      targets: [{ target: "Web", file: "compose.yaml", line: 4, kind: "compose" }],
      contextKnown: true,
      hasIgnoreFile: null,
    };
    const twoImages = "FROM node:24 AS web\nFROM debian:trixie AS tests\nUSER nobody\n";

    it("a stage that a compose file builds, as information", () => {
      assert.deepEqual(severities(rule, twoImages, { project }), ["information"]);
      silent(twoImages);
    });

    it("not a stage that compose only ever runs as somebody else", () => {
      const run = (...users: (string | undefined)[]) => {
        const targets = users.map((user, line) => ({
          ...{ target: "web", file: "compose.yaml", line, kind: "compose" as const },
          ...(user === undefined ? {} : { user }),
        }));
        return severities(rule, twoImages, { project: { ...project, targets } }).length;
      };
      assert.deepEqual([run("1000"), run("node"), run("1000", "1000")], [0, 0, 0]);
      assert.deepEqual([run("0"), run("1000", undefined), run("1000", "root")], [1, 1, 1]);
    });

    it("the targets of the settings and nothing else", () => {
      const settings = { ...strict, targets: ["WEB"] };
      assert.deepEqual(severities(rule, twoImages, { settings }), ["error"]);
      silent("FROM debian:trixie AS web\nUSER app\nFROM debian:trixie\n", { settings });
    });

    it("one line at fault is marked once, however many stages stand on it", () => {
      const text = "FROM node:24 AS base\nFROM base AS web\nFROM base AS worker\n";
      const target = { file: "compose.yaml", line: 0, kind: "compose" } as const;
      const targets = ["web", "worker"].map((name) => ({ ...target, target: name }));
      assert.equal(severities(rule, text, { project: { ...project, targets } }).length, 1);
    });
  });

  describe("finds the user that counts", () => {
    it("the last USER", () => {
      silent("FROM debian:trixie\nUSER root\nRUN true\nUSER app\n");
      check([rule], "FROM dhi.io/node:24\nUSER root   # expect: root-user\nCMD node\n");
    });

    it("that of the stage it is built on, names of stages in any case", () => {
      silent("FROM debian:trixie AS Base\nUSER app\nFROM base\nRUN true\n");
      check(
        [rule],
        "FROM debian:trixie AS one\nUSER 0   # expect: root-user\nFROM one AS two\nFROM two\n",
      );
    });

    it("an earlier stage shadows an image, the last of two of the same name counts", () => {
      silent("FROM debian:trixie AS node\nUSER app\nFROM node\n");
      silent("FROM debian AS a\nUSER root\nFROM debian AS a\nUSER app\nFROM a\n");
    });

    it("FROM 0 is an image of which nothing is known", () => {
      silent("FROM debian:trixie\nFROM 0\n");
    });

    it("the base's own, tag by tag", () => {
      check([rule], "FROM node:24-slim   # expect: root-user\n");
      check([rule], "FROM gcr.io/distroless/static-debian13   # expect: root-user\n");
      check([rule], "FROM dhi.io/node:24-dev   # expect: root-user\n");
      check([rule], "FROM scratch   # expect: root-user\n");
      silent("FROM gcr.io/distroless/static-debian13:nonroot\n");
      silent("FROM gcr.io/distroless/base-debian13:debug-nonroot\n");
      silent("FROM dhi.io/node:24\n");
      silent("FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled\n");
      silent("FROM memcached:1.6\n");
    });

    it("an image that is not in the catalog is unknown, also under a look-alike host", () => {
      silent("FROM acme/app:1\n");
      silent("FROM dhi.io.example.org/node:24-dev\n");
      silent("FROM registry.acme.io/distroless/static-debian13\n");
      silent("FROM localhost:5000/node:24\n");
    });

    it("a user that the file makes with the uid 0 is root", () => {
      check([rule], "FROM debian:13\nRUN useradd -o -u 0 app\nUSER app   # expect: root-user\n");
      check([rule], "FROM debian:13\nRUN useradd -ou 0 app\nUSER app   # expect: root-user\n");
    });

    it("ONBUILD only counts in the stages built on it", () => {
      check(
        [rule],
        "FROM dhi.io/node:24 AS base\nONBUILD USER root   # expect: root-user\nFROM base\n",
      );
      silent("FROM dhi.io/node:24\nONBUILD USER root\n");
    });
  });

  describe("reads names as the runtime does", () => {
    for (const user of ["root", "0", "00", "+0", "0:0", "root:app", ":1000", '"root"', "'0'"]) {
      it(`USER ${user} is root`, () => {
        check([rule], `FROM acme/app:1\nUSER ${user}   # expect: root-user\n`);
      });
    }
    for (const user of ["app", "1001:0", "1000", "Root", "rooty", "nobody:root", '"app"']) {
      it(`USER ${user} is not`, () => silent(`FROM debian:13\nUSER ${user}\n`));
    }
  });

  describe("resolves variables", () => {
    it("defaults, alternatives and the later declaration", () => {
      check([rule], "FROM scratch\nUSER ${U:-root}   # expect: root-user\n");
      silent("FROM acme/a:1\nUSER ${U:-root}\n");
      check([rule], "FROM acme/a:1\nARG U=root\nUSER $U   # expect: root-user\n");
      check([rule], "FROM acme/a:1\nENV U=app\nARG U=root\nUSER $U   # expect: root-user\n");
      silent("FROM debian:13\nARG U=root\nENV U=app\nUSER $U\n");
      silent("FROM debian:13\nENV A=1\nUSER ${A:+app}\n");
    });

    it("what an earlier stage hands down", () => {
      silent("FROM debian:13 AS base\nENV U=app\nFROM base\nUSER $U\n");
      silent("FROM debian:13 AS base\nARG U=app\nFROM base\nUSER $U\n");
    });

    it("a name that comes to nothing is root where the base's environment is known", () => {
      assert.equal(
        say(rule, "FROM scratch\nUSER $NOBODY_SET_THIS\n"),
        "2:6-2:22 error root-user: This image runs as root: USER comes to an empty name.",
      );
      check([rule], "ARG U=app\nFROM scratch\nUSER $U   # expect: root-user\n");
      silent("ARG U=app\nFROM scratch\nARG U\nUSER $U\n");
    });

    it("a variable that only the base may define is unknown", () => {
      silent("FROM quay.io/jupyter/base-notebook:2026-01-05\nUSER ${NB_UID}\n");
      silent("FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\n");
    });

    it("quotes that block a variable", () => silent("FROM debian:13\nENV U=root\nUSER '$U'\n"));

    it("FROM with the default of an ARG, unknown without one", () => {
      check([rule], "ARG V=24\nFROM node:${V}-slim   # expect: root-user\n");
      silent("ARG V\nFROM node:${V}\n");
      silent("ARG SUFFIX\nFROM node:24${SUFFIX}\n");
    });

    it("a build argument that is given", () => {
      const text = "ARG U=root\nFROM scratch\nARG U\nUSER $U\n";
      assert.equal(severities(rule, text).length, 1);
      silent(text, { buildArguments: { U: "1000" } });
    });
  });

  describe("leaves Windows alone", () => {
    it("by name, tag or platform", () => {
      silent("FROM mcr.microsoft.com/windows/servercore:ltsc2022\n");
      silent("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerAdministrator\n");
      silent("FROM golang:1.26-windowsservercore\n");
      silent("FROM --platform=windows/amd64 python:3.13\n");
    });
  });

  describe("says what is wrong", () => {
    const cases: readonly (readonly [string, string])[] = [
      [
        "FROM acme/app:1\nUSER root\n",
        "2:6-2:10 error root-user: This image runs as root: USER root is the last one.",
      ],
      [
        "FROM node:24-slim\nCMD node\n",
        "1:6-1:18 error root-user: This image runs as root: node:24-slim does, and no USER changes it.",
      ],
      [
        "FROM scratch\n",
        "1:6-1:13 error root-user: This image runs as root: scratch sets no user, and no USER does.",
      ],
      [
        "FROM debian:13\nRUN useradd -r app\n",
        "2:16-2:19 error root-user: The user app is made here, but no USER switches to it: this image runs as root.",
      ],
      [
        "FROM node:24\nCOPY --chown=node:node . .\n",
        "2:14-2:23 error root-user: Files are given to node, but no USER switches to it: this image runs as root.",
      ],
      [
        `FROM debian:13@sha256:${"a".repeat(64)}\n`,
        "1:6-1:87 error root-user: This image runs as root: debian:13 does, and no USER changes it.",
      ],
    ];
    for (const [text, expected] of cases)
      it(expected.slice(expected.indexOf("The"), 120), () =>
        assert.equal(say(rule, text), expected),
      );
  });

  describe("is milder where the entrypoint steps down", () => {
    const steps = [
      "FROM postgres:17\n",
      "FROM redis:8\nCOPY redis.conf /etc/\n",
      'FROM debian:13\nENTRYPOINT ["gosu", "app", "/server"]\n',
      'FROM debian:13\nENTRYPOINT ["tini", "--", "su-exec", "app", "/server"]\n',
      "FROM debian:13\nCMD exec setpriv --reuid=app /server\n",
      'FROM debian:13\nRUN apt-get install -y gosu\nENTRYPOINT ["/docker-entrypoint.sh"]\n',
    ];
    for (const text of steps)
      it(text.split("\n").at(-2) ?? "", () =>
        assert.deepEqual(severities(rule, text), ["information"]),
      );

    it("not where the entrypoint is replaced, or a program is only installed", () => {
      assert.deepEqual(severities(rule, 'FROM postgres:17\nENTRYPOINT ["/x"]\n'), ["error"]);
      assert.deepEqual(severities(rule, "FROM debian:13\nRUN apt-get install -y gosu\n"), [
        "error",
      ]);
      assert.deepEqual(severities(rule, 'FROM debian:13\nCMD ["echo", "gosu"]\n'), ["error"]);
    });

    it("in words as well", () => {
      assert.match(
        say(rule, "FROM postgres:17\n"),
        /runs as root until its entrypoint steps down:/,
      );
    });
  });

  describe("its fix adds a user that the image has", () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ["one that the file makes", "FROM debian:13\nRUN useradd app\n", "USER app"],
      ["the last of two", "FROM debian:13\nRUN useradd a && useradd b\n", "USER b"],
      ["never the one with uid 0", "FROM debian:13\nRUN useradd -ou 0 a\n", "USER 10001:10001"],
      [
        "never one that is removed again",
        "FROM alpine:3.23\nRUN adduser -D a; deluser a\n",
        "USER 10001:10001",
      ],
      ["one that is renamed", "FROM node:24\nRUN usermod -l app -d /app node\n", "USER app"],
      ["not one that is removed", "FROM node:24\nRUN userdel -r node\n", "USER 10001:10001"],
      [
        "the owner of files",
        "FROM debian:13\nCOPY --chown=www-data:www-data . .\n",
        "USER www-data",
      ],
      [
        "the number that owns files",
        "FROM debian:13\nCOPY --chown=1000:1000 . .\n",
        "USER 1000:1000",
      ],
      ["the image's own", "FROM dhi.io/node:24\nUSER root\nRUN true\n", "USER node"],
      ["another that it has", "FROM node:24\nRUN npm ci\n", "USER node"],
      [
        "$APP_UID on .NET",
        "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nRUN true\n",
        "USER $APP_UID",
      ],
      ["not nobody", "FROM gcr.io/distroless/base-debian13\nCOPY a /a\n", "USER nonroot"],
      ["a number where there is none", "FROM golang:1.26\nRUN true\n", "USER 10001:10001"],
      ["a number on scratch", "FROM scratch\nCOPY a /a\n", "USER 10001:10001"],
    ];
    for (const [name, text, line] of cases)
      it(name, () => assert.equal(fixed(rule, text), `${text}${line}\n`));

    it("preferred only where the user exists, and never safe", () => {
      assert.deepEqual(fixes(rule, "FROM node:24\n"), ["Run as node [preferred]"]);
      assert.deepEqual(fixes(rule, "FROM golang:1.26\n"), [
        "Run as 10001:10001 (a number needs no entry in /etc/passwd)",
      ]);
    });

    it("behind the last instruction that may need root, before CMD and the like", () => {
      assert.equal(
        fixed(rule, 'FROM node:24\nRUN a\nEXPOSE 80\nWORKDIR /app\n\n# start\nCMD ["node"]\n'),
        'FROM node:24\nRUN a\nEXPOSE 80\nWORKDIR /app\nUSER node\n\n# start\nCMD ["node"]\n',
      );
      assert.equal(fixed(rule, "FROM node:24\nCMD node"), "FROM node:24\nUSER node\nCMD node");
      assert.equal(fixed(rule, "FROM node:24"), "FROM node:24\nUSER node");
    });

    it("and gives it what a web server's image keeps for root", () => {
      const nginx = "FROM nginx:1.30\nCOPY dist /usr/share/nginx/html\n";
      const chown = "chown -R nginx /var/cache/nginx";
      assert.equal(
        fixed(rule, nginx),
        `${nginx}RUN touch /run/nginx.pid && ${chown} /run/nginx.pid\nUSER nginx\n`,
      );
      assert.deepEqual(fixes(rule, nginx), ["Run as nginx, which gets what nginx writes to"]);
      assert.equal(
        fixed(rule, "FROM httpd:2.4\nUSER root\nEXPOSE 80\n"),
        "FROM httpd:2.4\nUSER root\nRUN chown -R 10001:10001 /usr/local/apache2/logs\nUSER 10001:10001\nEXPOSE 80\n",
      );
      const templates = `${nginx}COPY default.conf.template /etc/nginx/templates/\n`;
      assert.ok(
        fixed(rule, templates).endsWith(
          `&& ${chown} /etc/nginx/conf.d /run/nginx.pid\nUSER nginx\n`,
        ),
      );
      const cached = "FROM nginx:1.30\nRUN chown -R nginx /var/cache/nginx\n";
      assert.equal(
        fixed(rule, cached),
        `${cached}RUN touch /run/nginx.pid && chown -R nginx /run/nginx.pid\nUSER nginx\n`,
      );
      const done = `${cached}RUN sed -i 's,/run/nginx.pid,/tmp/nginx.pid,' /etc/nginx/nginx.conf\n`;
      assert.equal(fixed(rule, done), `${done}USER nginx\n`);
      for (const other of ["acme.io/nginx:1.30", "php:8.4-apache"])
        assert.ok(!fixed(rule, `FROM ${other}\nUSER root\n`).includes("RUN"), other);
    });

    it("whose lines are no finding in turn", () => {
      const after = fixed(rule, "FROM nginx:1.30\nEXPOSE 8080\n");
      const rules = (text: string) =>
        lintText(text, { settings: strict }).findings.map((it) => it.rule);
      const before = new Set(rules("FROM nginx:1.30\nUSER nginx\nEXPOSE 8080\n"));
      assert.deepEqual(
        rules(after).filter((id) => !before.has(id)),
        [],
      );
      assert.ok(!rules(after).includes(rule));
    });

    it("in the stage that ships", () => {
      assert.equal(
        fixed(rule, "FROM node:24 AS base\nRUN a\nFROM base\nCMD node\n"),
        "FROM node:24 AS base\nRUN a\nFROM base\nUSER node\nCMD node\n",
      );
    });

    it("in place of a USER that nothing but CMD follows", () => {
      assert.equal(
        fixed(rule, "FROM node:24\nRUN a\nUSER root\nCMD node\n"),
        "FROM node:24\nRUN a\nUSER node\nCMD node\n",
      );
      assert.equal(
        fixed(rule, "FROM node:24\nUSER root\nRUN a\n"),
        "FROM node:24\nUSER root\nRUN a\nUSER node\n",
      );
    });

    it("behind the whole instruction: continuation lines, heredocs", () => {
      assert.equal(
        fixed(rule, "FROM node:24\nRUN a && \\\n    # why\n    b\nCMD node\n"),
        "FROM node:24\nRUN a && \\\n    # why\n    b\nUSER node\nCMD node\n",
      );
      assert.equal(
        fixed(rule, "FROM node:24\nRUN <<EOF\na\nEOF\nCMD node\n"),
        "FROM node:24\nRUN <<EOF\na\nEOF\nUSER node\nCMD node\n",
      );
      assert.equal(
        fixed(rule, "FROM node:24\nCOPY <<A <<B /x/\n1\nA\n2\nB"),
        "FROM node:24\nCOPY <<A <<B /x/\n1\nA\n2\nB\nUSER node",
      );
    });

    it("none where the file breaks off in the middle of an instruction", () => {
      assert.deepEqual(fixes(rule, "FROM node:24\nRUN a && \\"), []);
      assert.deepEqual(fixes(rule, "FROM node:24\nRUN a && \\\n"), []);
      assert.deepEqual(fixes(rule, "FROM node:24\nRUN <<EOF\na\n"), []);
      assert.deepEqual(fixes(rule, "FROM node:24\nRUN a && \\\n# b\n"), []);
    });

    it("with the line ends and byte order mark of the file", () => {
      assert.equal(
        fixed(rule, "\uFEFFFROM node:24\r\nRUN a\r\nCMD node\r\n"),
        "\uFEFFFROM node:24\r\nRUN a\r\nUSER node\r\nCMD node\r\n",
      );
    });
  });

  it("takes linear time: stages in a chain, each with users", () => {
    const line = (index: number) =>
      `FROM s${index} AS s${index + 1}\nRUN useradd u${index}\nUSER u${index}\nUSER root\n`;
    assertLinear(4000, (size) => {
      const lines = Array.from({ length: size }, (_, index) => line(index));
      const text = `FROM debian:13 AS s0\n${lines.join("")}`;
      return () => lintText(text);
    });
  }).timeout(120_000);
});
