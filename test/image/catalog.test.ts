import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { ImageFacts, ImageKind } from "../../src/image/catalog";
import { createCatalog } from "../../src/image/catalog";
import { parseReference } from "../../src/image/reference";

const file = path.join(__dirname, "../../../src/image/data/catalog.json");
const bytes = readFileSync(file);
const catalog = createCatalog(bytes);
const digest = `@sha256:${"0123456789abcdef".repeat(4)}`;

function lookup(text: string): ImageFacts | null {
  const reference = parseReference(text);
  assert.ok(reference, text);
  return catalog.lookup(reference);
}

function facts(text: string): ImageFacts {
  const found = lookup(text);
  assert.ok(found, `${text} is not in the catalog`);
  return found;
}

/** `""` is root by default, null unknown: as in the image's config. */
function user(text: string): string | null {
  return facts(text).user?.value.value ?? null;
}

describe("the catalog's users and kinds", () => {
  const table: readonly [reference: string, kind: ImageKind | null, user: string | null][] = [
    // Full languages, their small variants, and what is built for others to build on.
    ["node", "language", ""],
    ["node:24", "language", ""],
    ["node:24.19.0-trixie", "language", ""],
    ["node:24-slim", "runtime", ""],
    ["node:24-alpine", "runtime", ""],
    ["python:3.13", "language", ""],
    ["python:3.13-slim", "runtime", ""],
    ["ruby:3.4", "language", ""],
    ["elixir:otp-27-slim", "runtime", null],
    ["golang:1.26", "sdk", ""],
    ["golang:1.26-alpine", "sdk", ""],
    ["rust:1-slim", "sdk", ""],
    ["gcc:latest", "sdk", ""],
    ["swift:6.0-slim", "runtime", null],
    ["maven:3-eclipse-temurin-21", "sdk", ""],
    ["gradle:8", "sdk", ""],
    ["caddy:builder", "sdk", ""],
    ["eclipse-temurin:21", "sdk", ""],
    ["eclipse-temurin:21-jdk-alpine", "sdk", ""],
    ["eclipse-temurin:21-jre", "runtime", ""],
    ["sapmachine:17-jdk-headless", "sdk", ""],
    ["amazoncorretto:21-headless", "runtime", ""],
    ["buildpack-deps:trixie", "sdk", ""],
    ["buildpack-deps:trixie-curl", "os", ""],
    // Distributions.
    ["debian:trixie", "os", ""],
    ["debian:trixie-slim", "minimal", ""],
    ["ubuntu:24.04", "os", ""],
    ["fedora:latest", "os", ""],
    ["almalinux:9-minimal", "minimal", null],
    ["amazonlinux:2023", "os", ""],
    ["alpine:3.22", "minimal", ""],
    ["busybox:latest", "minimal", ""],
    // Services and applications are never heavy.
    ["postgres:17", "runtime", ""],
    ["nginx:latest", "runtime", ""],
    ["php:8.4-apache", "runtime", ""],
    ["tomcat:10.1-jdk21", "runtime", ""],
    ["memcached:1", "runtime", "memcache"],
    ["haproxy:lts", "runtime", "haproxy"],
    ["elasticsearch:8.19.18", "runtime", "1000:0"],
    ["solr:9", "runtime", "8983"],
    ["spark:latest", "runtime", "spark"],
    ["liquibase:5.0", "runtime", "liquibase:liquibase"],
    // One repository, several users.
    ["mariadb:11", "runtime", ""],
    ["mariadb:11-ubi", "runtime", "mysql"],
    ["docker:dind", null, ""],
    ["docker:dind-rootless", null, "rootless"],
    ["wordpress:latest", "runtime", ""],
    ["wordpress:cli", "runtime", "www-data"],
    ["adminer:latest", "runtime", null],
    ["adminer:5", "runtime", "adminer"],
    // Docker Hardened Images, definition by definition.
    ["dhi.io/node:24", "runtime", "node"],
    ["dhi.io/node:24-dev", "dev", "root"],
    ["dhi.io/python:3.13", "runtime", "nonroot"],
    ["dhi.io/postgres:17", "runtime", "postgres"],
    ["dhi.io/dotnet:10-sdk", "sdk", "root"],
    ["dhi.io/eclipse-temurin:21", "runtime", "nonroot"],
    ["dhi.io/golang:1.26", "sdk", "nonroot"],
    ["dhi.io/tomcat:10-jdk21", "runtime", "nonroot"],
    ["dhi.io/static:20250419", "minimal", "nonroot"],
    ["dhi.io/sbx-templates:shell-docker", "dev", "agent"],
    ["dhi.io/tailscale:1", "runtime", "root"],
    // Not in the catalog of hardened images: nothing is made up from the grammar of its tags.
    ["dhi.io/golang:1.25", null, null],
    ["dhi.io/node:latest", null, null],
    // Distroless is root but for its nonroot tags.
    ["gcr.io/distroless/static", "minimal", "0"],
    ["gcr.io/distroless/static:nonroot", "minimal", "65532"],
    ["gcr.io/distroless/base-debian13:debug", "debug", "0"],
    ["gcr.io/distroless/nodejs24-debian13:debug-nonroot-arm64", "debug", "65532"],
    ["gcr.io/distroless/java21-debian12:nonroot", "runtime", "65532"],
    ["cgr.dev/chainguard/node", "runtime", "65532"],
    ["cgr.dev/chainguard/go", "sdk", "0"],
    ["cgr.dev/chainguard/wolfi-base", "minimal", "0"],
    ["cgr.dev/chainguard/node:latest-dev", "dev", "65532"],
    ["mcr.microsoft.com/dotnet/sdk:10.0", "sdk", ""],
    ["mcr.microsoft.com/dotnet/aspnet:8.0.15-bookworm-slim-amd64", "runtime", ""],
    ["mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled-composite-extra", "runtime", "1654"],
    ["mcr.microsoft.com/dotnet/runtime:10.0-azurelinux3.0-distroless", "runtime", "1654"],
    ["mcr.microsoft.com/dotnet/runtime-deps:6.0", "runtime", null],
    ["nginxinc/nginx-unprivileged:stable-alpine", "runtime", "101"],
    // Recognised, and never called heavy.
    ["registry.access.redhat.com/ubi9", null, null],
    ["registry.access.redhat.com/ubi9/nodejs-22:1", null, null],
    ["registry.access.redhat.com/hi/python:3.13", null, null],
    // Tags of the past: the user where the whole repository agrees, else nothing.
    ["node:14.9.0-buster", "language", ""],
    ["python:3.9.1", "language", ""],
    ["debian:buster-slim", "minimal", ""],
    ["openjdk:8-jre-slim", "runtime", ""],
    ["centos:centos7", "os", ""],
    ["gradle:4.7-jdk8", "sdk", null],
    ["haproxy:1.8", "runtime", null],
    ["mariadb:10.3", "runtime", null],
    // Windows has no root.
    ["golang:1.26-windowsservercore-ltsc2022", null, null],
    ["python:3.8-windowsservercore", null, null],
    ["mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022", "runtime", null],
    // A digest alone may be any variant.
    [`node${digest}`, null, null],
    [`golang${digest}`, "sdk", null],
    [`postgres${digest}`, "runtime", ""],
    [`node:24${digest}`, "language", ""],
    [`gcr.io/distroless/static${digest}`, null, null],
    // Other spellings of the same shelf.
    ["docker.io/library/node:24", "language", ""],
    ["registry-1.docker.io/library/node:24", "language", ""],
  ];
  for (const [reference, kind, expected] of table) {
    it(`${reference} is ${kind} and starts as ${JSON.stringify(expected)}`, () => {
      assert.deepEqual([facts(reference).kind, user(reference)], [kind, expected]);
    });
  }

  const strangers = [
    "dhi.io.evil.com/node:24",
    "registry-1.docker.io/node:24",
    "ghcr.io/library/node:24",
    "myregistry.example/distroless/static:nonroot",
    "localhost:5000/node:24",
    "acme/node:24",
    "acme/dhi-node:24",
    "scratch",
    "constructor",
  ];
  for (const reference of strangers) {
    it(`${reference} is unknown`, () => assert.equal(lookup(reference), null));
  }
});

describe("the catalog's other facts", () => {
  it("knows users beside the default one, with their ids where they were read", () => {
    assert.deepEqual(facts("node:24").otherUsers, [{ name: "node", uid: 1000 }]);
    assert.deepEqual(facts("node:20-slim").otherUsers, [{ name: "node", uid: 1000 }]);
    assert.deepEqual(facts("nginx:alpine").otherUsers, [{ name: "nginx", uid: 101 }]);
    assert.deepEqual(facts("postgres:17-alpine").otherUsers, [{ name: "postgres", uid: 70 }]);
    assert.deepEqual(facts("php:8.4-fpm").otherUsers, [{ name: "www-data", uid: null }]);
    assert.deepEqual(facts("ubuntu:24.04").otherUsers, [{ name: "ubuntu", uid: null }]);
    assert.deepEqual(facts("ubuntu:22.04").otherUsers, []);
    assert.equal(facts("node:24").allUsersKnown, false);
  });

  it("knows all users of distroless and of hardened images without a shell", () => {
    assert.deepEqual(facts("gcr.io/distroless/static").otherUsers, [
      { name: "nobody", uid: 65534 },
      { name: "nonroot", uid: 65532 },
    ]);
    const whole = (reference: string): boolean => facts(reference).allUsersKnown;
    assert.equal(whole("gcr.io/distroless/static"), true);
    assert.equal(whole("dhi.io/node:24"), true);
    assert.equal(whole("dhi.io/node:24-dev"), false);
    assert.equal(whole("dhi.io/postgres:17"), false);
  });

  it("takes hardened users from each definition, not from a rule of thumb", () => {
    assert.deepEqual(facts("dhi.io/filebeat:9.5").user?.value, { value: "nonroot", uid: 1000 });
    assert.deepEqual(facts("dhi.io/argocd:3.5").user?.value, { value: "999", uid: 999 });
    assert.equal(facts("dhi.io/nginx:1-alpine").shell, true);
    assert.equal(facts("dhi.io/nginx:1").shell, false);
  });

  it("knows entrypoints that step down", () => {
    const drops = (reference: string): boolean | null => facts(reference).dropsPrivileges;
    assert.equal(drops("postgres:17"), true);
    assert.equal(drops("redis:8"), true);
    assert.equal(drops("mysql:5.7"), true);
    assert.equal(drops("clickhouse:lts"), true);
    assert.equal(drops("nginx"), false);
    assert.equal(drops("couchdb:3.4"), null);
  });

  it("knows shells and package managers", () => {
    const tools = (reference: string): unknown[] => {
      const { shell, packageManager } = facts(reference);
      return [shell, packageManager];
    };
    assert.deepEqual(tools("node:24-alpine"), [true, true]);
    assert.deepEqual(tools("alpine:3.5"), [true, true]);
    assert.deepEqual(tools("gcr.io/distroless/static"), [false, false]);
    assert.deepEqual(tools("gcr.io/distroless/static:debug"), [true, false]);
    assert.deepEqual(tools("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled"), [false, false]);
    assert.deepEqual(tools("dhi.io/python:3.13"), [false, false]);
    assert.deepEqual(tools("dhi.io/python:3.13-dev"), [true, true]);
    assert.deepEqual(tools("node:14"), [null, null]);
  });

  it("knows APP_UID of .NET, and that hardened images have none", () => {
    const environment = {
      APP_UID: "1654",
      ASPNETCORE_HTTP_PORTS: "8080",
      DOTNET_RUNNING_IN_CONTAINER: "true",
    };
    assert.deepEqual(facts("mcr.microsoft.com/dotnet/aspnet:8.0").environment, environment);
    assert.deepEqual(facts("mcr.microsoft.com/dotnet/runtime-deps:6.0").environment, {});
    assert.equal(facts("dhi.io/aspnetcore:10").environment["APP_UID"], undefined);
    assert.equal(facts("dhi.io/aspnetcore:10").environment["ASPNETCORE_HTTP_PORTS"], "8080");
  });

  it("says where each user is from", () => {
    const { source, date } = facts("dhi.io/node:24").user ?? assert.fail();
    assert.equal(source, "docker-hardened-images/catalog@30c3db97");
    assert.equal(date, "2026-08-22");
  });
});

describe("the catalog's figures", () => {
  it("gives measured sizes with their source and day", () => {
    assert.deepEqual(facts("python:3.13").compressedBytes, {
      value: 412872069,
      source: "docker-library/repo-info@0c376450",
      date: "2026-08-25",
    });
    assert.equal(facts("python:3.13-trixie").compressedBytes?.value, 412872069);
    assert.equal(facts("alpine:3.24").compressedBytes?.value, 3849738);
  });

  it("gives no size to tags that stay where they are while the measured one moves on", () => {
    assert.equal(facts("python:3.13.15").compressedBytes, null);
    assert.equal(facts("debian:trixie-20260803").compressedBytes, null);
    assert.equal(facts("eclipse-temurin:8u502-b07-jdk").compressedBytes, null);
    assert.equal(facts(`python${digest}`).compressedBytes, null);
  });

  it("leaves out superseded, old and derived figures", () => {
    assert.equal(facts("eclipse-temurin:21-jre").compressedBytes?.value, 121136054);
    assert.equal(facts("openjdk:17").compressedBytes, null);
    assert.equal(facts("centos:7").compressedBytes, null);
    assert.equal(facts("ubuntu:20.04").compressedBytes, null);
    assert.equal(facts("redis:7-alpine").packages, null);
    assert.equal(facts("python:3.13").packages, null);
    assert.equal(facts("dhi.io/python:3.13").packages, null);
  });

  it("gives counted packages", () => {
    assert.equal(facts("node:24-alpine").packages?.value, 18);
    assert.equal(facts("debian:bookworm-slim").packages?.date, "2024-12-02");
    assert.equal(facts("cgr.dev/chainguard/python").packages?.value, 25);
    assert.equal(facts("gcr.io/distroless/static:nonroot").packages?.value, 5);
  });

  const lighter: readonly [reference: string, lighter: string | null][] = [
    ["python:3.13", "docker.io/library/python:3.13-slim"],
    ["node:22-bookworm", "docker.io/library/node:22-bookworm-slim"],
    ["node", "docker.io/library/node:slim"],
    ["debian:trixie", "docker.io/library/debian:trixie-slim"],
    ["eclipse-temurin:21", "docker.io/library/eclipse-temurin:21-jre"],
    ["eclipse-temurin:21-jdk-alpine", "docker.io/library/eclipse-temurin:21-jre-alpine"],
    ["python:3.13-slim", null],
    ["python:3.13-bookworm", null],
    ["golang:1.26", null],
    ["ubuntu:24.04", null],
    ["mcr.microsoft.com/dotnet/sdk:10.0", null],
  ];
  for (const [reference, expected] of lighter) {
    it(`names ${expected ?? "nothing"} as lighter than ${reference}`, () => {
      assert.equal(facts(reference).lighter?.reference ?? null, expected);
    });
  }

  it("names only lighter tags that it has, smaller and of known size", () => {
    const { compressedBytes, lighter: found } = facts("python:3.13");
    assert.ok(compressedBytes && found);
    assert.equal(found.compressedBytes.value, 42961458);
    assert.deepEqual(facts(found.reference).compressedBytes, found.compressedBytes);
  });
});

describe("the catalog's end of life", () => {
  const table: readonly [reference: string, ends: readonly string[]][] = [
    ["node:24", ["Node.js 24 2028-04-30", "Debian 12 2026-07-11 (2028-06-30)"]],
    ["node:20.1.0-bookworm", ["Node.js 20 2026-04-30", "Debian 12 2026-07-11 (2028-06-30)"]],
    ["python:3.9.1", ["Python 3.9 2025-10-31"]],
    ["golang:1.21-alpine3.18", ["Go 1.21 2024-08-13", "Alpine Linux 3.18 2025-05-09"]],
    ["debian:buster", ["Debian 10 2022-09-10 (2024-06-30)"]],
    ["debian:12.5-slim", ["Debian 12 2026-07-11 (2028-06-30)"]],
    ["ubuntu:18.04", ["Ubuntu 18.04 2023-05-31 (2028-04-01)"]],
    ["ubuntu:focal-20240101", ["Ubuntu 20.04 2025-05-31 (2030-04-02)"]],
    ["alpine:3.12.1", ["Alpine Linux 3.12 2022-05-01"]],
    ["centos:7", ["CentOS 7 2024-06-30"]],
    ["postgres:14", ["PostgreSQL 14 2026-11-12"]],
    ["buildpack-deps:buster", ["Debian 10 2022-09-10 (2024-06-30)"]],
    [
      "eclipse-temurin:17-jre-focal",
      ["Eclipse Temurin 17 2027-10-31", "Ubuntu 20.04 2025-05-31 (2030-04-02)"],
    ],
    [
      "mcr.microsoft.com/dotnet/aspnet:8.0-alpine3.23",
      ["Microsoft .NET 8 2026-11-10", "Alpine Linux 3.23 2027-11-01"],
    ],
    ["mcr.microsoft.com/dotnet/core/sdk:3.1", ["Microsoft .NET 3.1 2022-12-13"]],
    ["dhi.io/node:22", ["Node.js 22 2027-04-30"]],
    ["dhi.io/kubectl:1.34", ["kubectl 1.34 2026-10-27"]],
    [
      "dhi.io/debian-base:bookworm",
      ["Debian Base 2026-06-10", "Debian 12 2026-07-11 (2028-06-30)"],
    ],
    [
      "gcr.io/distroless/java21-debian12",
      ["Distroless java21 on Debian 12 2026-01-31", "Debian 12 2026-07-11 (2028-06-30)"],
    ],
    // Pointed at an ended release when the lists were read.
    ["traefik:2", ["Traefik 2.11 2026-02-01"]],
    // Pointed at a living one: by the day it ends, the tag has moved on.
    ["node:latest", []],
    ["python:3", []],
    ["dhi.io/nats:2", []],
    ["gcr.io/distroless/static", []],
    // No day is known.
    ["golang:1.26-alpine", []],
    // Each release of Rust "ends" with the next one: out of date is not out of support.
    ["rust:1.80-alpine", []],
    [`node${digest}`, []],
  ];
  for (const [reference, ends] of table) {
    it(`${reference}: ${ends.join(", ") || "nothing"}`, () => {
      const found = facts(reference).endOfLife.map(({ product, date, extendedUntil }) =>
        [product, date, ...(extendedUntil === null ? [] : [`(${extendedUntil})`])].join(" "),
      );
      assert.deepEqual(found, ends);
    });
  }

  it("says where the dates are from", () => {
    const source = "endoflife-date/endoflife.date@a70eca33";
    assert.equal(facts("node:20").endOfLife[0]?.source, source);
  });
});

describe("moved images", () => {
  const table: readonly [reference: string, successor: string | null | undefined][] = [
    ["openjdk:17", "docker.io/library/eclipse-temurin"],
    ["openjdk:28-ea", undefined],
    ["adoptopenjdk:11-jre-hotspot", "docker.io/library/eclipse-temurin"],
    ["java:8-jdk-alpine", "docker.io/library/eclipse-temurin"],
    ["centos:7", null],
    ["consul:1.15", "docker.io/hashicorp/consul"],
    ["rockylinux:9", "docker.io/rockylinux/rockylinux"],
    ["bitnami/redis:7.2", "docker.io/bitnamisecure/redis"],
    ["bitnami/redis:latest", undefined],
    ["bitnami/redis", undefined],
    ["bitnamilegacy/redis:7.2", "docker.io/bitnamisecure/redis"],
    ["eclipse-temurin:21", undefined],
  ];
  for (const [reference, successor] of table) {
    it(`${reference} → ${successor}`, () => {
      const { moved } = facts(reference);
      assert.equal(moved === null ? undefined : moved.successor, successor);
      if (moved !== null) assert.match(moved.source ?? "", /^[\w.-]+\/[\w.-]+@/);
    });
  }
});

describe("the catalog as a file", () => {
  const counted = (run: () => void): number => {
    const { parse } = JSON;
    let calls = 0;
    JSON.parse = (...parameters: Parameters<typeof parse>) => {
      calls++;
      return parse(...parameters) as unknown;
    };
    try {
      run();
    } finally {
      JSON.parse = parse;
    }
    return calls;
  };
  const reference = parseReference("node:24") ?? assert.fail();

  it("is at most 400 KB gzipped", () => {
    const size = gzipSync(bytes, { level: 9 }).length;
    assert.ok(size <= 400_000, `${size} bytes`);
  });

  it("is read on first use, one repository at a time, and each only once", () => {
    let lazy = createCatalog("");
    assert.equal(
      counted(() => (lazy = createCatalog(bytes))),
      0,
    );
    assert.equal(
      counted(() => lazy.lookup(reference)),
      2,
    );
    const again = counted(() => {
      for (let count = 0; count < 1000; count++) lazy.lookup(reference);
    });
    assert.equal(again, 0);
  });

  it("reads the same from text, from bytes and from text that was laid out anew", () => {
    const text = bytes.toString("utf8");
    for (const spelling of [text, JSON.stringify(JSON.parse(text), null, 2)]) {
      assert.deepEqual(createCatalog(spelling).lookup(reference), catalog.lookup(reference));
    }
  });

  it("names its sources and its day", () => {
    assert.match(catalog.date, /^\d{4}-\d{2}-\d{2}$/);
    const names = catalog.sources.map((source) => source.name);
    assert.ok(names.includes("docker-hardened-images/catalog"));
    assert.equal(new Set(names).size, names.length);
    assert.equal(catalog.problem, null);
  });

  const text = bytes.toString("utf8");
  const broken: readonly [what: string, content: string | Uint8Array][] = [
    ["empty", ""],
    ["cut short", text.slice(0, text.length / 2)],
    ["cut short early", text.slice(0, 100)],
    ["binary", new Uint8Array([0xff, 0xfe, 0x00, 0x01])],
    ["an HTML page", "<html></html>"],
    ["null", "null"],
    ["a list", "[]"],
    ["of a newer format", text.replace('"format":1', '"format":2')],
    ["without its parts", '{"format":1}'],
  ];
  for (const [what, content] of broken) {
    it(`that is ${what} is one clear problem and no exception`, () => {
      const useless = createCatalog(content);
      assert.equal(useless.lookup(reference), null);
      assert.match(useless.problem ?? "", /^The image catalog can't be read: .*\.$/);
      assert.deepEqual([useless.date, useless.sources], ["", []]);
    });
  }

  it("with one broken line knows nothing of that repository", () => {
    const line = '"docker.io/library/node":{';
    const useless = createCatalog(text.replace(line, `${line}!`));
    assert.equal(useless.lookup(reference), null);
  });
});
