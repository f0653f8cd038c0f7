import assert from "node:assert/strict";
import { defaultSettings } from "../../../src/lint/settings";
import { check, lintText } from "../check";
import { fixed, fixes, say, severities } from "./only";

const rule = "heavy-base";
const silent = (text: string) => assert.equal(say(rule, text), "");
const digest = `sha256:${"0".repeat(64)}`;

describe("heavy-base", () => {
  describe("says what the image is for", () => {
    const cases: readonly (readonly [string, string])[] = [
      [
        "python:3.13",
        "a full language image, with compilers and headers, and it ships: 412.9 MB, 3.13-slim is 43.0 MB",
      ],
      ["docker.io/library/golang:1.26-alpine", "a development kit, and it ships"],
      ["ubuntu:24.04", "a full operating system, and it ships"],
      ["debian:trixie", "a full operating system, and it ships: 49.3 MB, trixie-slim is 29.8 MB"],
      ["mcr.microsoft.com/dotnet/sdk:10.0", "a development kit, and it ships"],
      ["dhi.io/node:24-dev", "a development image, with shell and package manager, and it ships"],
      ["gcr.io/distroless/base-debian13:debug", "a debug image, with a shell, and it ships"],
      ["eclipse-temurin:21-jdk", "a development kit, and it ships"],
      ["maven:3-eclipse-temurin-21", "a development kit, and it ships"],
    ];
    for (const [image, what] of cases)
      it(image, () => {
        const name = image.replace("docker.io/library/", "");
        const found = say(rule, `FROM ${image}\n`);
        assert.ok(
          found.startsWith(`1:6-1:${6 + image.length} warning heavy-base: ${name} is ${what}`),
          found,
        );
      });
  });

  describe("is silent about", () => {
    const images = [
      "python:3.13-slim",
      "node:24-alpine",
      "debian:trixie-slim",
      "alpine:3.24",
      "busybox:1.37",
      "scratch",
      "eclipse-temurin:21-jre",
      "nginx:1.29",
      "postgres:17",
      "dhi.io/node:24",
      "gcr.io/distroless/static-debian13",
      "mcr.microsoft.com/dotnet/aspnet:10.0",
      "acme/python:3.13",
      "python.example.org/python:3.13",
    ];
    for (const image of images) it(image, () => silent(`FROM ${image}\n`));

    it("stages that do not ship, and images that are copied from", () => {
      silent("FROM golang:1.26 AS build\nFROM scratch\nCOPY --from=golang:1.26 /a /a\n");
    });

    it("tags that a build argument completes", () => silent("ARG V\nFROM python:3.13${V}\n"));
  });

  it("where the image is named, once, also behind other stages", () => {
    check(
      [rule],
      "FROM python:3.13 AS base   # expect: heavy-base\nFROM base AS test\nFROM base\nRUN true\n",
    );
    const settings = { ...defaultSettings, targets: ["a", "b"] };
    const text = "FROM python:3.13 AS base\nFROM base AS a\nFROM base AS b\n";
    assert.equal(severities(rule, text, { settings }).length, 1);
  });

  it("is information where only a compose file builds the stage", () => {
    const project = {
      targets: [{ target: "dev", file: "compose.yaml", line: 1, kind: "compose" as const }],
      contextKnown: true,
      hasIgnoreFile: null,
    };
    const text = "FROM node:24 AS dev\nFROM node:24-slim\n";
    assert.deepEqual(severities(rule, text, { project }), ["information"]);
  });

  it("leaves figures out where nothing lighter is known", () => {
    assert.doesNotMatch(say(rule, "FROM ubuntu:24.04\n"), /MB/);
  });

  describe("its fix changes the tag and nothing else", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["FROM python:3.13\n", "FROM python:3.13-slim\n"],
      [
        "from --platform=$TARGETPLATFORM \\\n  docker.io/library/python:3.13  as App\n",
        "from --platform=$TARGETPLATFORM \\\n  docker.io/library/python:3.13-slim  as App\n",
      ],
      [
        "FROM debian:trixie AS base\r\nFROM base\r\n",
        "FROM debian:trixie-slim AS base\r\nFROM base\r\n",
      ],
    ];
    for (const [before, after] of cases)
      it(before.split("\n").at(-2)?.trim() ?? "", () => assert.equal(fixed(rule, before), after));

    it("never safe and never preferred", () => {
      assert.deepEqual(fixes(rule, "FROM python:3.13\n"), ["Use python:3.13-slim"]);
    });

    it("none where the tag stands in a variable, or a digest would contradict it", () => {
      assert.equal(
        lintText("ARG V=3.13\nFROM python:$V\n").findings.some((it) => it.rule === rule),
        true,
      );
      assert.deepEqual(fixes(rule, "ARG V=3.13\nFROM python:$V\n"), []);
      assert.deepEqual(fixes(rule, `FROM python:3.13@${digest}\n`), []);
      assert.deepEqual(fixes(rule, 'FROM "python:3.13"\n'), []);
    });

    it("none where no lighter tag is known", () => {
      assert.deepEqual(fixes(rule, "FROM ubuntu:24.04\n"), []);
    });
  });
});
