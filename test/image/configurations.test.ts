import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ImageFacts } from "../../src/image/catalog";
import { createCatalog } from "../../src/image/catalog";
import { parseReference } from "../../src/image/reference";

const file = path.join(__dirname, "../../../src/image/data/catalog.json");
const catalog = createCatalog(readFileSync(file));

function facts(text: string): ImageFacts {
  const reference = parseReference(text);
  assert.ok(reference, text);
  return catalog.lookup(reference) ?? assert.fail(`${text} is not in the catalog`);
}

describe("the catalog's configurations", () => {
  const configuration = (reference: string): unknown[] => {
    const { entrypoint, cmd, workdir, ports } = facts(reference);
    return [entrypoint, cmd, workdir, ports];
  };

  it("are whole for hardened images: what a definition leaves out is not there", () => {
    assert.deepEqual(configuration("dhi.io/node:24"), [[], ["node"], "/app", []]);
    assert.deepEqual(configuration("dhi.io/nginx:1"), [
      ["nginx"],
      ["-g", "daemon off;"],
      "/",
      ["8080/tcp"],
    ]);
    assert.deepEqual(configuration("cgr.dev/chainguard/nginx"), [
      ["/usr/sbin/nginx"],
      ["-c", "/etc/nginx/nginx.conf", "-e", "/dev/stderr", "-g", "daemon off;"],
      "/",
      [],
    ]);
    assert.equal(facts("dhi.io/node:24").declared, true);
  });

  it("are what was read for the others, null where nothing was", () => {
    assert.deepEqual(configuration("node:22"), [["docker-entrypoint.sh"], ["node"], null, null]);
    assert.deepEqual(configuration("python:3.13")[0], []);
    assert.deepEqual(configuration("golang:1.26-bookworm"), [null, null, null, null]);
    assert.deepEqual(configuration("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled"), [
      [],
      [],
      "/",
      [],
    ]);
    assert.deepEqual(facts("nginxinc/nginx-unprivileged:1.31").ports, ["8080/tcp"]);
    assert.deepEqual(facts("gcr.io/distroless/java21-debian13:nonroot").entrypoint, [
      "java",
      "-jar",
    ]);
    assert.equal(facts("node:22").declared, false);
  });

  it("name the distribution", () => {
    const distribution = (reference: string): string | null => {
      const found = facts(reference).distribution;
      return found == null ? null : `${found.family} ${found.release}`;
    };
    assert.equal(distribution("dhi.io/node:24"), "debian 13");
    assert.equal(distribution("dhi.io/node:24-alpine3.22-dev"), "alpine 3.22");
    assert.equal(distribution("node:24-alpine"), "alpine 3.24");
    assert.equal(distribution("node:20-alpine"), "alpine null");
    assert.equal(distribution("eclipse-temurin:21"), "ubuntu 26.04");
    assert.equal(distribution("eclipse-temurin:21-jre-ubi9-minimal"), "rpm null");
    assert.equal(distribution("fedora:43"), "rpm null");
    assert.equal(distribution("cgr.dev/chainguard/node"), "wolfi null");
    assert.equal(distribution("gcr.io/distroless/static-debian13"), "debian 13");
    assert.equal(distribution("node:14"), null);
  });

  it("name variants, flavors, platforms and recorded versions", () => {
    assert.equal(facts("dhi.io/node:24-dev").variant, "dev");
    assert.equal(facts("dhi.io/node:24").variant, "runtime");
    assert.equal(facts("node:24").variant, null);
    assert.equal(facts("dhi.io/nginx:1-compat").flavor, "compat");
    assert.deepEqual(facts("dhi.io/eclipse-temurin:17-alpine").platforms, ["amd64"]);
    assert.deepEqual(facts("dhi.io/node:24").platforms, ["amd64", "arm64"]);
    assert.equal(facts("cgr.dev/chainguard/node").version, "26.7.0");
    assert.equal(facts("dhi.io/node:24").version, null);
  });

  it("name the accounts of images to build with", () => {
    assert.deepEqual(facts("dhi.io/node:24-dev").otherUsers, [
      { name: "node", uid: 1000 },
      { name: "_apt", uid: 42 },
    ]);
    assert.equal(facts("dhi.io/node:24-dev").allUsersKnown, false);
  });
});

describe("the catalog's lists", () => {
  it("have every image of a repository, with the end that its definition has", () => {
    const images = catalog.images("dhi.io/dotnet");
    const sdk = images.find(({ tags }) => tags.includes("8-sdk"));
    assert.deepEqual([sdk?.kind, sdk?.supportedUntil], ["sdk", "2026-11-10"]);
    assert.deepEqual(catalog.images("dhi.io/no-such-image"), []);
  });

  it("have every repository, and what can take its place", () => {
    assert.ok(catalog.repositories.includes("dhi.io/node"));
    assert.deepEqual(catalog.successors("docker.io/library/mongo"), [
      { family: "dhi", repository: "dhi.io/mongodb", judged: false },
      { family: "chainguard", repository: "cgr.dev/chainguard/mongodb", judged: true },
    ]);
    assert.deepEqual(catalog.successors("constructor"), []);
  });

  it("know how many numbers name a release", () => {
    const depth = (name: string, version: string): number | null =>
      catalog.releaseDepth(`docker.io/library/${name}`, version);
    assert.deepEqual([depth("node", "24"), depth("python", "3"), depth("rust", "1")], [1, 2, null]);
  });
});
