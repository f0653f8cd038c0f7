import assert from "node:assert/strict";
import { check, lintText } from "../check";
import { fixes, say } from "./only";

const rule = "moved-base";
const silent = (text: string) => assert.equal(say(rule, text), "");

describe("moved-base", () => {
  it("names the successor", () => {
    assert.equal(
      say(rule, "FROM openjdk:17-slim\n"),
      "1:6-1:21 error moved-base: openjdk:17-slim is deprecated and not updated since July 2022, but for early access builds; eclipse-temurin takes its place.",
    );
    assert.match(
      say(rule, "FROM bitnami/redis:7.0\n"),
      /; bitnamisecure\/redis takes its place\.$/,
    );
  });

  it("does not name it twice, and none where there is none", () => {
    assert.match(
      say(rule, "FROM vault:1.13\n"),
      /: vault:1\.13 is published as hashicorp\/vault since Vault 1\.14\.$/,
    );
    assert.match(say(rule, "FROM centos:7\n"), /2020\.$/);
  });

  it("in every stage and wherever an image is named", () => {
    check(
      [rule],
      `
FROM openjdk:11-jdk AS build   # expect: moved-base
FROM scratch
COPY --from=java:8 /a /a   # expect: moved-base
RUN --mount=type=bind,from=centos:7,target=/c ["/c/true"]   # expect: moved-base
`,
    );
  });

  it("is shown struck through, and has no fix", () => {
    const { findings } = lintText("FROM centos:7\n");
    assert.deepEqual(findings.find((it) => it.rule === rule)?.tags, ["deprecated"]);
    assert.deepEqual(fixes(rule, "FROM centos:7\n"), []);
  });

  describe("is silent about", () => {
    for (const image of [
      "openjdk:28-ea",
      "bitnami/redis:latest",
      "bitnami/redis",
      "eclipse-temurin:21",
      "acme/openjdk:17",
      "quay.io/bitnami/redis:7.0",
      "registry.acme.io/library/openjdk:17",
    ])
      it(image, () => silent(`FROM ${image}\n`));
    it("a stage of that name", () => silent("FROM scratch AS openjdk\nFROM openjdk\n"));
    it("what a build argument completes", () => silent("ARG V\nFROM openjdk:${V}\n"));
  });
});
