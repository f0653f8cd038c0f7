import assert from "node:assert/strict";
import { withSwaps } from "../../src/harden/fixes";
import { swapsOf } from "../../src/harden/swap";
import { lint } from "../../src/lint/lint";
import type { LintRequest } from "../../src/lint/result";
import { assertLinear } from "../operations";
import { requestOf, swapped } from "./swapText";

/** `rule: title [preferred]`, for every fix of the rules that a swap settles. */
function offered(text: string, changes: Partial<LintRequest> = {}): string[] {
  const request = requestOf(text, changes);
  return withSwaps(lint(request), request).findings.flatMap(({ rule, fixes }) =>
    fixes
      .filter(({ title }) => title.startsWith("Swap in"))
      .map(({ title, preferred, safe }) => {
        assert.equal(safe, false);
        return `${rule}: ${title}${preferred ? " [preferred]" : ""}`;
      }),
  );
}

describe("swaps as fixes", () => {
  it("of every finding on the base that they replace, preferred where exact", () => {
    assert.deepEqual(offered("FROM golang:1.26-alpine AS b\nRUN go build\nFROM scratch\n"), [
      "hardened-available: Swap in dhi.io/golang:1.26-alpine-dev [preferred]",
      "hardened-available: Swap in cgr.dev/chainguard/go:latest-dev, the nearest",
    ]);
  });

  it("not preferred where the version is another one", () => {
    const [first] = offered("FROM golang:1.25-alpine AS b\nRUN go build\nFROM scratch\n");
    assert.equal(first, "eol-base: Swap in dhi.io/golang:1.26-alpine-dev, the nearest");
  });

  it("not at all where something blocks them", () => {
    assert.deepEqual(offered("FROM node:24-slim\nCMD echo $HOME\n"), []);
  });

  it("the image to build with, where a stage that ships runs commands, and never preferred", () => {
    assert.deepEqual(offered("FROM python:3.13-slim\nRUN pip install x\n"), [
      "hardened-available: Swap in dhi.io/python:3.13-dev, with all that building needs",
    ]);
  });

  it("that image neither for a heavy base, which it is as well, nor where something blocks it", () => {
    assert.deepEqual(offered("FROM python:3.13\nRUN pip install x\n"), [
      "hardened-available: Swap in dhi.io/python:3.13-dev, with all that building needs",
    ]);
    assert.deepEqual(offered("FROM alpine:3.23\nRUN apt-get install x\n"), []);
    assert.deepEqual(offered('FROM node:24-slim\nCMD ["npm", "start"]\n'), []);
    const venv =
      "FROM python:3.13-slim AS b\nRUN apt-get install x\nUSER nobody2\nFROM python:3.13-slim\nRUN true\nCOPY --from=b /venv /venv\n";
    assert.deepEqual(offered(venv), []);
  });

  it("that image says what it leaves undone, and --swap does not write it", () => {
    const { file, after } = swapped("FROM node:24\nRUN npm ci\n");
    assert.equal(after, "FROM node:24\nRUN npm ci\n");
    const [other] = file.swaps[0]?.alternatives ?? [];
    assert.equal(other?.counterpart.role, "build");
    assert.equal(
      other.warnings[0]?.message,
      "dhi.io/node:24-dev is the image to build with, and would ship: the container would still run as root unless USER says otherwise, with a shell and a package manager. Splitting the stage in two would leave that behind.",
    );
  });

  it("the preferred family first", () => {
    const settings = { ...requestOf("").settings, family: "distroless" };
    const [first] = offered('FROM node:24-slim\nCOPY a.js /\nENTRYPOINT ["node", "/a.js"]\n', {
      settings,
    });
    assert.match(first ?? "", /gcr\.io\/distroless\/nodejs24/);
  });

  it("not where nobody was given to choose", () => {
    const { choose: _, ...request } = requestOf("FROM alpine:3.23 AS b\nFROM scratch\n");
    assert.deepEqual(
      lint(request).findings.filter(({ rule }) => rule === "hardened-available"),
      [],
    );
  });
});

describe("swaps of a file", () => {
  it("with a mirror name the organisation's registry, and ask for no login", () => {
    const { file, after } = swapped("FROM alpine:3.23\nCOPY a /a\n", {
      mirrors: { "dhi.io/": "docker.io/acme/dhi-" },
    });
    assert.equal(after, "FROM docker.io/acme/dhi-alpine-base:3.23\nCOPY a /a\n");
    assert.ok(!file.swaps[0]?.warnings.some(({ code }) => code === "login"));
  });

  it("are made in spite of blockers with force", () => {
    const text = "FROM python:3.13-slim\nRUN pip install x\n";
    assert.equal(
      swapped(text, { force: true }).after,
      text.replace("python:3.13-slim", "dhi.io/python:3.13"),
    );
  });

  it("leave an ARG alone that a build argument decides", () => {
    const text = "ARG BASE=alpine:3.22\nFROM $BASE\nCOPY a /a\n";
    const changes = { buildArguments: { BASE: "alpine:3.23" } };
    const { file, after } = swapped(text, {}, changes);
    assert.equal(after, text);
    assert.equal(file.swaps[0]?.refused, "A build argument decides which image it is.");
  });

  it("say that the digest is dropped, of which day the catalog is and who the container runs as", () => {
    const text = `FROM python:3.13-slim@sha256:${"ab".repeat(32)}\nCOPY a /a\n`;
    assert.deepEqual(swapped(text).file.swaps[0]?.notes, [
      "Free of charge; FIPS and STIG variants and extended support need a subscription.",
      "The old digest is dropped (sha256:abababababab…): pin that of dhi.io/python:3.13.",
      "The catalog is of 2026-08-22: a tag may have been withdrawn since.",
      "The container runs as nonroot (65532), its own user.",
    ]);
  });

  it("say that USER root stays", () => {
    assert.ok(
      swapped("FROM node:24-slim\nUSER root\n").file.swaps[0]?.notes.some((note) =>
        note.startsWith("USER root stays"),
      ),
    );
  });

  it("know nothing without a catalog", () => {
    assert.deepEqual(swapsOf(requestOf("FROM node:24\n", { catalog: null })).swaps, []);
  });
});

describe("swaps of large files take linear time", () => {
  const repeat = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join("");
  const shapes: readonly [string, number, (count: number) => string][] = [
    ["stages", 4000, (count) => repeat(count, (n) => `FROM node:24 AS s${n}\nRUN npm ci\n`)],
    [
      "stages in a chain, with users, copies and tools",
      400,
      (count) =>
        `FROM golang:1.26 AS s0\n${repeat(
          count,
          (n) =>
            `FROM s${n} AS s${n + 1}\nRUN useradd u${n} && curl x\nCOPY --chown=u${n} a b\nUSER u${n}\n`,
        )}`,
    ],
    [
      "images",
      400,
      (count) => repeat(count, (n) => `FROM node:24 AS s${n}\nRUN curl x\nUSER $NODE_VERSION\n`),
    ],
    [
      "copies",
      10_000,
      (count) => `FROM scratch\n${repeat(count, () => "COPY --from=composer:2 /a /b\n")}`,
    ],
    [
      "empty lines in settings of nginx",
      400_000,
      (count) =>
        `FROM nginx:1.30\nCOPY <<EOF /etc/nginx/conf.d/default.conf\n${"\n".repeat(count)}EOF\n`,
    ],
    [
      "variables beside PATH",
      100_000,
      (count) => `FROM node:24\nENV A="${"PATH ".repeat(count)}"\nCMD ["next"]\n`,
    ],
    [
      "targets of a compiler",
      100_000,
      (count) =>
        `FROM golang:1.26 AS b\nRUN go build ${"--target=".repeat(count)}\nFROM debian:12\nRUN useradd a\nCOPY --from=b /a /a\n`,
    ],
    ["commands", 40_000, (count) => `FROM node:24\nRUN ${repeat(count, () => "curl a && ")}\n`],
  ];
  for (const [name, size, make] of shapes)
    it(`in the number of ${name}`, () => {
      assertLinear(size, (count) => {
        const request = requestOf(make(count));
        return () => withSwaps(lint(request), request);
      });
    }).timeout(120_000);
});
