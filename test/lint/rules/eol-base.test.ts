import assert from "node:assert/strict";
import { check, lintText } from "../check";
import { fixes, say, severities } from "./only";

const rule = "eol-base";
const silent = (text: string, changes = {}) => assert.equal(say(rule, text, changes), "");
const on = (day: string) => ({ today: new Date(`${day}T12:00:00Z`) });

describe("eol-base", () => {
  describe("says when support ended", () => {
    const cases: readonly (readonly [string, string])[] = [
      [
        "node:20-slim",
        "error eol-base: node:20-slim is no longer supported: Node.js 20 ended on 2026-04-30.",
      ],
      [
        "debian:buster",
        "error eol-base: debian:buster is no longer supported: Debian 10 ended on 2022-09-10, and its extended support on 2024-06-30.",
      ],
      [
        "debian:bookworm-slim",
        "information eol-base: Debian 12 in debian:bookworm-slim has only extended support: the regular one ended on 2026-07-11, long-term or paid support goes on until 2028-06-30.",
      ],
      [
        "mcr.microsoft.com/dotnet/aspnet:8.0",
        "error eol-base: mcr.microsoft.com/dotnet/aspnet:8.0 is no longer supported: Microsoft .NET 8 ended on 2026-11-10.",
      ],
    ];
    for (const [image, message] of cases)
      it(image, () =>
        assert.equal(say(rule, `FROM ${image}\n`), `1:6-1:${6 + image.length} ${message}`),
      );

    it("the software first, then what it stands on", () => {
      assert.match(say(rule, "FROM python:3.9-slim-buster\n"), /: Python 3\.9 ended/);
      assert.match(say(rule, "FROM python:3.13-slim-buster\n"), /: Debian 10 ended/);
    });

    it("what is over before what is extended", () => {
      assert.match(
        say(rule, "FROM node:20-bookworm\n", on("2026-11-23")),
        /error eol-base: .*Node\.js 20 ended/,
      );
    });
  });

  it("the last day still counts as supported", () => {
    silent("FROM node:20-slim\n", on("2026-04-29"));
    silent("FROM node:20-slim\n", on("2026-04-30"));
    assert.deepEqual(severities(rule, "FROM node:20-slim\n", on("2026-05-01")), ["error"]);
  });

  it("extended support ends as well", () => {
    const text = "FROM debian:bookworm-slim\n";
    silent(text, on("2026-07-11"));
    assert.deepEqual(severities(rule, text, on("2026-07-12")), ["information"]);
    assert.deepEqual(severities(rule, text, on("2028-06-30")), ["information"]);
    assert.deepEqual(severities(rule, text, on("2028-07-01")), ["error"]);
  });

  it("an image that only builds or is copied from is information, and never for extended support", () => {
    const text = `
FROM golang:1.22 AS build   # expect: eol-base
RUN --mount=type=bind,from=debian:bookworm,target=/d true
FROM alpine:3.23
COPY --from=node:18-slim /usr/bin/node /usr/bin/node   # expect: eol-base
`;
    check([rule], text);
    const plain = text.replaceAll(/ *# expect.*/g, "");
    assert.deepEqual(severities(rule, plain), ["information", "information"]);
  });

  it("where the image is named, though another stage ships", () => {
    check([rule], "FROM node:20-slim AS base   # expect: eol-base\nFROM base\n");
    assert.deepEqual(severities(rule, "FROM node:20-slim AS base\nFROM base\n"), ["error"]);
  });

  it("is shown struck through", () => {
    const { findings } = lintText("FROM node:20-slim\n");
    assert.deepEqual(findings.find((it) => it.rule === rule)?.tags, ["deprecated"]);
  });

  it("judges the default of an ARG, and the tag beside a digest", () => {
    check([rule], "ARG V=20\nFROM node:${V}-slim   # expect: eol-base\n");
    check([rule], `FROM node:20-slim@sha256:${"0".repeat(64)}   # expect: eol-base\n`);
  });

  describe("is silent about", () => {
    for (const image of [
      "node",
      "node:lts-trixie-slim",
      "node:24-trixie-slim",
      "acme/node:20",
      "registry.acme.io/library/debian:buster",
      "scratch",
      "debian:trixie",
      `node@sha256:${"0".repeat(64)}`,
    ])
      it(image, () => silent(`FROM ${image}\n`));
    it("tags that a build argument completes", () => silent("ARG V\nFROM node:20${V}\n"));
    it("a stage of that name", () =>
      silent("FROM scratch AS node:20\nFROM scratch AS a\nFROM a\n"));
  });

  it("has no fix", () => assert.deepEqual(fixes(rule, "FROM node:20\n"), []));
});
