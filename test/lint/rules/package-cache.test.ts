import assert from "node:assert/strict";
import { applyFix, check, lintText } from "../check";

const of = ["package-cache"];
const expect = "   # expect: package-cache";

function each(found: boolean, lines: readonly string[], base = "debian:trixie-slim"): void {
  for (const line of lines) check(of, `FROM ${base}\n${line}${found ? expect : ""}\nUSER 1\n`);
}

function fixed(text: string): string {
  return applyFix(text, lintText(text), "package-cache");
}

describe("package-cache", () => {
  it("finds package lists of apt", () => {
    each(true, [
      "RUN apt-get update && apt-get install -y curl",
      "RUN apt update",
      "RUN sudo apt-get -qq update",
      "RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y curl",
    ]);
    check(
      of,
      `FROM debian\nRUN <<EOF\napt-get update${expect}\napt-get install -y curl\nEOF\nUSER 1`,
    );
  });

  it("leaves alone lists that go again, or into a mount", () => {
    each(false, [
      "RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*",
      "RUN apt-get update; apt-get install -y curl; apt-get dist-clean",
      "RUN apt-get update && rm -rf /var/lib/{apt,dpkg}",
      "RUN apt-get update && ./clean-layer.sh",
      "RUN --mount=type=cache,target=/var/lib/apt apt-get update",
      "RUN --mount=type=cache,dst=/var/lib/apt/lists,sharing=locked apt-get update",
      "RUN --mount=type=tmpfs,target=/var apt-get update",
      "RUN apt-get install -y ./local.deb",
      "RUN echo apt-get update",
    ]);
    check(of, "FROM debian AS b\nRUN apt-get update\nFROM c\nUSER 1");
  });

  it("finds the index of apk", () => {
    each(true, [
      "RUN apk add curl",
      "RUN apk update && apk add --no-cache curl",
      "RUN apk -U add x",
    ]);
    each(false, [
      "RUN apk add --no-cache curl",
      "RUN apk --no-cache add curl",
      "RUN apk add curl && rm -rf /var/cache/apk/*",
      "RUN --mount=type=cache,target=/var/cache/apk apk add curl",
      "RUN apk add --allow-untrusted ./x.apk",
      "RUN apk add --root /out --initdb curl",
      "RUN apk del curl",
    ]);
  });

  it("finds caches of dnf, yum and zypper", () => {
    each(true, [
      "RUN dnf install -y curl",
      "RUN microdnf -y update",
      "RUN yum -y install curl",
      "RUN tdnf install curl",
      "RUN zypper --non-interactive install curl",
    ]);
    each(false, [
      "RUN dnf install -y curl && dnf clean all",
      "RUN yum install -y curl && rm -rf /var/cache/yum",
      "RUN zypper -n in curl && zypper clean -a",
      "RUN dnf remove -y curl",
    ]);
  });

  it("finds the cache of pip on bases that are known", () => {
    const base = "python:3.13-slim";
    each(
      true,
      ["RUN pip install x", "RUN python3 -m pip install -r x", "RUN /v/bin/pip3 install x"],
      base,
    );
    each(
      false,
      ["RUN pip install --no-cache-dir x", "RUN pip download x", "RUN uv pip install x"],
      base,
    );
    each(
      false,
      ["RUN pip install x && rm -rf /root/.cache", "RUN pip install x && pip cache purge"],
      base,
    );
    each(false, ["RUN --mount=type=cache,target=/root/.cache/pip pip install x"], base);
    each(false, ["RUN pip install x"], "registry.example/python:3");
    check(of, `FROM ${base}\nENV PIP_NO_CACHE_DIR=1\nRUN pip install x\nUSER 1`);
  });

  it("adds the option that keeps nothing, as a safe fix", () => {
    const text = "FROM alpine:3.22\nRUN apk add -q curl\nUSER 1\n";
    assert.equal(fixed(text), "FROM alpine:3.22\nRUN apk add --no-cache -q curl\nUSER 1\n");
    const { findings } = lintText(text);
    assert.equal(findings.find(({ rule }) => rule === of[0])?.fixes[0]?.safe, true);
    assert.equal(
      fixed("FROM python:3.13\nRUN pip install \\\n  x\nUSER 1\n"),
      "FROM python:3.13\nRUN pip install --no-cache-dir \\\n  x\nUSER 1\n",
    );
  });

  it("cleans up at the end, in the file's own form, and never unasked", () => {
    const text = "FROM debian\nRUN apt-get update && \\\n    apt-get install -y curl\nUSER 1\n";
    assert.equal(
      fixed(text),
      "FROM debian\nRUN apt-get update && \\\n    apt-get install -y curl \\\n    && rm -rf /var/lib/apt/lists/*\nUSER 1\n",
    );
    assert.equal(lintText(text).findings.find(({ rule }) => rule === of[0])?.fixes[0]?.safe, false);
    assert.equal(
      fixed("FROM fedora\nRUN dnf install -y curl\nUSER 1\n"),
      "FROM fedora\nRUN dnf install -y curl && dnf clean all\nUSER 1\n",
    );
  });

  it("has no fix where the end is not plain, or a later RUN needs the lists", () => {
    for (const text of [
      "FROM debian\nRUN apt-get update && apt-get install -y curl # the tool\nUSER 1\n",
      "FROM debian\nRUN apt-get update\nRUN apt-get install -y curl\nUSER 1\n",
      'FROM debian\nRUN ["apt-get", "update"]\nUSER 1\n',
    ])
      assert.deepEqual(lintText(text).findings.find(({ rule }) => rule === of[0])?.fixes, []);
  });
});
