import assert from "node:assert/strict";
import { parse } from "../../src/dockerfile/parse";
import { rewriteImage, writeOut } from "../../src/harden/rewrite";

/** The file after the image of its last FROM was made to name `target`, or why not. */
function rewritten(text: string, target: string, write = rewriteImage): string {
  const dockerfile = parse(text);
  const image = dockerfile.stages.at(-1)?.image;
  assert.ok(image);
  const rewrite = write(dockerfile, image, target);
  if (rewrite.kind === "refused") return `refused: ${rewrite.reason}`;
  const { span, newText } = rewrite.edit;
  return text.slice(0, span.start) + newText + text.slice(span.end);
}

describe("an image is renamed where it stands", () => {
  for (const [name, before, target, after] of [
    ["the token alone", "FROM node:24", "dhi.io/node:24", "FROM dhi.io/node:24"],
    [
      "flags, alias and spacing stay",
      "FROM  --platform=$BUILDPLATFORM   golang:1.26-alpine  AS  build # x",
      "dhi.io/golang:1.26-alpine-dev",
      "FROM  --platform=$BUILDPLATFORM   dhi.io/golang:1.26-alpine-dev  AS  build # x",
    ],
    ["over several lines", "FROM \\\n node:24 \\\n AS b", "x:1", "FROM \\\n x:1 \\\n AS b"],
    ["inside quotes", 'FROM "node:24"', "x:1", 'FROM "x:1"'],
    ["a digest goes with the tag", "FROM node:24@sha256:1", "x:1", "FROM x:1"],
    ["an ARG's default", "ARG BASE=node:24\nFROM $BASE", "x:1", "ARG BASE=x:1\nFROM $BASE"],
    [
      "inside its quotes",
      'ARG BASE="node:24"\nFROM ${BASE}',
      "x:1",
      'ARG BASE="x:1"\nFROM ${BASE}',
    ],
    ["in single quotes", "ARG BASE='node:24'\nFROM ${BASE}", "x:1", "ARG BASE='x:1'\nFROM ${BASE}"],
    ["the last default counts", "ARG B=a\nARG B=b\nFROM $B", "x:1", "ARG B=a\nARG B=x:1\nFROM $B"],
    ["an ARG of an ARG", "ARG A=node:24\nARG B=$A\nFROM $B", "x:1", "ARG A=x:1\nARG B=$A\nFROM $B"],
    ["one of two on a line", "ARG A=1 B=node:24\nFROM $B", "x:1", "ARG A=1 B=x:1\nFROM $B"],
    [
      "a version stays a variable",
      "ARG V=24\nFROM node:${V}-alpine",
      "dhi.io/node:24-alpine-dev",
      "ARG V=24\nFROM dhi.io/node:${V}-alpine-dev",
    ],
    [
      "without braces",
      "ARG V=24\nFROM node:$V",
      "dhi.io/node:24-dev",
      "ARG V=24\nFROM dhi.io/node:$V-dev",
    ],
    [
      "two variables",
      "ARG V=3.13\nARG D=alpine\nFROM python:$V-$D",
      "dhi.io/python:3.13-alpine-dev",
      "ARG V=3.13\nARG D=alpine\nFROM dhi.io/python:$V-$D-dev",
    ],
    [
      "the release of a distribution",
      "ARG V=1.26\nARG A=3.22\nFROM golang:$V-alpine${A}",
      "dhi.io/golang:1.26-alpine3.22-dev",
      "ARG V=1.26\nARG A=3.22\nFROM dhi.io/golang:$V-alpine${A}-dev",
    ],
    [
      "the version of a JDK",
      "ARG J=21\nFROM maven:3.9-eclipse-temurin-$J",
      "dhi.io/maven:3.9-jdk21-dev",
      "ARG J=21\nFROM dhi.io/maven:3.9-jdk$J-dev",
    ],
    [
      "a variable in an ARG's default",
      "ARG V=24\nARG B=node:$V\nFROM $B",
      "dhi.io/node:24",
      "ARG V=24\nARG B=dhi.io/node:$V\nFROM $B",
    ],
    ["a registry's port is no tag", "FROM localhost:5000/node", "x:1", "FROM x:1"],
  ] as const) {
    it(name, () => assert.equal(rewritten(before, target), after));
  }

  for (const [name, before, target, after] of [
    [
      "a value that the new tag lacks",
      "ARG V=24.3\nFROM node:$V",
      "dhi.io/node:24",
      "refused: the variables of node:$V can't stand in dhi.io/node:24.",
    ],
    [
      "half a number is not it",
      "ARG V=4\nFROM node:2$V",
      "dhi.io/node:24",
      "refused: the variables of node:2$V can't stand in dhi.io/node:24.",
    ],
    [
      "a variable repository",
      "ARG R=node\nFROM $R:24",
      "x:1",
      "refused: the repository of $R:24 is a variable.",
    ],
    [
      "a variable registry",
      "ARG R=docker.io\nFROM $R/node:24",
      "x:1",
      "refused: the repository of $R/node:24 is a variable.",
    ],
    ["an ARG without default", "ARG B\nFROM $B", "x:1", "refused: $B has no default in this file."],
    [
      "modifiers",
      "ARG V=24\nFROM node:${V:-22}",
      "x:24",
      "refused: the variables of node:${V:-22} can't stand in x:24.",
    ],
    [
      "no tag to put it in",
      "ARG V=24\nFROM node:$V",
      "x",
      "refused: x has no tag in which node:$V's variables could stand.",
    ],
    ["in two pieces", "FROM node\\\n:24", "x:1", "refused: node:24 is not written in one piece."],
  ] as const) {
    it(`refused: ${name}`, () => assert.equal(rewritten(before, target), after));
  }

  it("or is written out over its variables", () => {
    const write = (_: unknown, ...rest: Parameters<typeof writeOut>) => writeOut(...rest);
    assert.equal(
      rewritten("ARG B=node:24\nFROM $B AS c", "x:1", write),
      "ARG B=node:24\nFROM x:1 AS c",
    );
  });
});
