import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createCatalog } from "../../src/image/catalog";
import type { CounterpartFamily, StageRole } from "../../src/image/counterparts";
import { counterparts, whyNone } from "../../src/image/counterparts";
import { parseReference } from "../../src/image/reference";

const file = path.join(__dirname, "../../../src/image/data/catalog.json");
const catalog = createCatalog(readFileSync(file));
const today = "2026-11-23";

function referenceOf(text: string) {
  return parseReference(text) ?? assert.fail(`${text} is no reference`);
}

/** `dhi.io/node:24`, with `~` before it where it is not exact; the reason's code where there is none. */
function best(
  text: string,
  role: StageRole,
  families: readonly CounterpartFamily[] = ["dhi"],
  day = today,
): string {
  const reference = referenceOf(text);
  const [found] = counterparts(catalog, reference, role, { today: day, families });
  if (found !== undefined) return `${found.exact ? "" : "~"}${found.reference}`;
  return whyNone(catalog, reference, role, { today: day, families })?.code ?? "no reason";
}

function notes(text: string, role: StageRole = "runtime", family: CounterpartFamily = "dhi") {
  const [found] = counterparts(catalog, referenceOf(text), role, { today, families: [family] });
  assert.ok(found, text);
  return found.notes;
}

const codes = (text: string, role?: StageRole, family?: CounterpartFamily): string[] =>
  notes(text, role, family).map(({ code }) => code);

const digest = `@sha256:${"0123456789abcdef".repeat(4)}`;

describe("Docker's hardened image for an image", () => {
  const table: readonly [image: string, builds: string, ships: string][] = [
    // The counter-examples of the collected facts (c3, S01 to S17).
    ["node:24", "node:24-dev", "node:24"],
    ["node:24-slim", "node:24-dev", "node:24"],
    [`python:3.13-slim${digest}`, "python:3.13-dev", "python:3.13"],
    ["golang:1.25-alpine", "~golang:1.26-alpine-dev", "~golang:1.26-alpine"],
    ["node:24-alpine", "node:24-alpine-dev", "node:24-alpine"],
    ["localhost:5000/team/node:24", "not-mapped", "not-mapped"],
    ["registry.acme.io/platform/python-app:1.4", "not-mapped", "not-mapped"],
    ["myorg/node:24", "not-mapped", "not-mapped"],
    ["composer:latest", "~composer:2-alpine-dev", "role-absent"],
    [`python:3.13${digest}`, "python:3.13-dev", "python:3.13"],
    ["docker.io/library/node:24.3.1-bookworm-slim", "~node:24-debian13-dev", "~node:24-debian13"],
    ["python:bookworm", "~python:3.14-debian13-dev", "~python:3.14-debian13"],
    // The shapes of Docker's own migration examples.
    ["golang:latest", "~golang:1.26-dev", "~golang:1.26"],
    ["golang:1.26-alpine3.23", "golang:1.26-alpine3.23-dev", "golang:1.26-alpine3.23"],
    ["python:3.13-alpine", "python:3.13-alpine-dev", "python:3.13-alpine"],
    ["node:24-alpine3.22", "node:24-alpine3.22-dev", "node:24-alpine3.22"],
    ["maven:3.9-eclipse-temurin-21", "~maven:3.9-jdk21-dev", "role-absent"],
    ["eclipse-temurin:21-jre", "~eclipse-temurin:21-jdk-dev", "~eclipse-temurin:21"],
    ["eclipse-temurin:21-jre-alpine", "eclipse-temurin:21-alpine-dev", "eclipse-temurin:21-alpine"],
    ["mcr.microsoft.com/dotnet/sdk:10.0", "~dotnet:10.0-sdk", "~dotnet:10.0-sdk"],
    [
      "mcr.microsoft.com/dotnet/aspnet:10.0-alpine",
      "aspnetcore:10.0-alpine-dev",
      "aspnetcore:10.0-alpine",
    ],
    ["mcr.microsoft.com/dotnet/runtime:10.0-alpine", "~dotnet:10.0-alpine", "dotnet:10.0-alpine"],
    // .NET 8 and 9 ended on 2026-11-10.
    ["mcr.microsoft.com/dotnet/sdk:8.0", "ended", "ended"],
    ["mcr.microsoft.com/dotnet/aspnet:9.0", "ended", "ended"],
    ["mcr.microsoft.com/dotnet/sdk:6.0", "version-absent", "version-absent"],
    // The catalog is asked, not the grammar of its tags.
    ["golang:1.25", "~golang:1.26-dev", "~golang:1.26"],
    ["golang:1.27", "distribution-absent", "distribution-absent"],
    ["golang:1.27-alpine", "golang:1.27-alpine-dev", "golang:1.27-alpine"],
    ["golang:1", "~golang:1-dev", "~golang:1"],
    ["node:26.7", "~node:26-dev", "~node:26"],
    ["node:26.7-alpine", "node:26.7-alpine-dev", "node:26.7-alpine"],
    ["node:20-alpine", "version-absent", "version-absent"],
    ["python:3.9-slim", "version-absent", "version-absent"],
    ["python:3.13.5", "~python:3.13-dev", "~python:3.13"],
    ["rust:1.80", "~rust:1-dev", "~rust:1"],
    ["rust:1-alpine", "rust:1-alpine-dev", "rust:1-alpine"],
    ["redis:7.2", "version-absent", "version-absent"],
    ["redis:7", "redis:7-dev", "redis:7"],
    ["mongo:7", "version-absent", "version-absent"],
    ["mongo:8.0-noble", "~mongodb:8.0-debian13-dev", "~mongodb:8.0-debian13"],
    ["traefik:v3.1", "version-absent", "version-absent"],
    ["ruby:3.2", "version-absent", "version-absent"],
    ["ruby:3.3-slim", "ruby:3.3-dev", "ruby:3.3"],
    ["perl:5.40-slim", "perl:5.40-dev", "perl:5.40"],
    // Tags that name no version: the one that they stood for.
    ["node", "~node:26-dev", "~node:26"],
    ["node:lts-alpine", "~node:24-alpine-dev", "~node:24-alpine"],
    ["python:slim", "~python:3.14-dev", "~python:3.14"],
    ["nginx", "~nginx:1.31-dev", "~nginx:1.31"],
    ["nginx:stable-alpine", "~nginx:1.30-alpine-dev", "~nginx:1.30-alpine"],
    ["nginx:1.29-alpine", "~nginx:1.30-alpine-dev", "~nginx:1.30-alpine"],
    ["haproxy:lts", "~haproxy:3.4-dev", "~haproxy:3.4"],
    ["ghcr.io/astral-sh/uv:latest", "~uv:0-dev", "~uv:0"],
    ["ghcr.io/astral-sh/uv:0.9", "version-absent", "version-absent"],
    ["ghcr.io/astral-sh/uv:python3.13-bookworm", "variant-absent", "variant-absent"],
    [`node${digest}`, "digest-only", "digest-only"],
    // Distributions.
    ["debian:trixie-slim", "debian-base:trixie-dev", "debian-base:trixie"],
    ["debian:bookworm", "~debian-base:trixie-dev", "~debian-base:trixie"],
    ["debian:12.5-slim", "~debian-base:trixie-dev", "~debian-base:trixie"],
    ["debian:latest", "~debian-base:trixie-dev", "~debian-base:trixie"],
    ["ubuntu:24.04", "~debian-base:trixie-dev", "~debian-base:trixie"],
    ["alpine:3.23", "alpine-base:3.23-dev", "alpine-base:3.23"],
    ["alpine:3.24.1", "~alpine-base:3.24-dev", "~alpine-base:3.24"],
    ["alpine:3.20", "~alpine-base:3.22-dev", "~alpine-base:3.22"],
    ["alpine", "~alpine-base:3.24-dev", "~alpine-base:3.24"],
    ["alpine:edge", "early-access", "early-access"],
    ["centos:7", "not-mapped", "not-mapped"],
    ["buildpack-deps:bookworm", "not-mapped", "not-mapped"],
    ["httpd:2.4-alpine", "distribution-absent", "distribution-absent"],
    ["amazoncorretto:21", "distribution-absent", "distribution-absent"],
    ["amazoncorretto:21-alpine", "amazoncorretto:21-alpine-dev", "amazoncorretto:21-alpine"],
    ["eclipse-temurin:21-jre-ubi9-minimal", "distribution-absent", "distribution-absent"],
    ["mysql:8.4", "~mysql:8.4-dev", "~mysql:8.4"],
    // Variants.
    ["eclipse-temurin:21", "~eclipse-temurin:21-jdk-dev", "~eclipse-temurin:21"],
    [
      "eclipse-temurin:21-jdk-noble",
      "~eclipse-temurin:21-jdk-debian13-dev",
      "~eclipse-temurin:21-debian13",
    ],
    ["openjdk:17-jdk-slim", "~eclipse-temurin:17-jdk-dev", "~eclipse-temurin:17"],
    ["openjdk:8-jre", "~eclipse-temurin:8-jdk-dev", "~eclipse-temurin:8"],
    ["azul-zulu:21", "~azul:21-jdk-zulu", "~azul:21-jdk-zulu"],
    ["maven:3", "~maven:3-jdk25-dev", "role-absent"],
    ["maven:3-amazoncorretto-21", "variant-absent", "variant-absent"],
    ["gradle:8-jdk21-alpine", "gradle:8-jdk21-alpine-dev", "role-absent"],
    ["gradle:8-jdk21-corretto", "variant-absent", "variant-absent"],
    ["tomcat:10.1-jdk21", "~tomcat:10.1-jdk21-dev", "~tomcat:10.1-jdk21"],
    [
      "tomcat:10.1-jre21-temurin-noble",
      "~tomcat:10.1-jdk21-debian13-dev",
      "~tomcat:10.1-jdk21-debian13",
    ],
    ["php:8.4-cli", "php:8.4-dev", "php:8.4"],
    ["php:8.4-fpm-alpine", "~php:8.4-alpine-dev", "php:8.4-alpine-fpm"],
    ["php:8.3-apache", "variant-absent", "variant-absent"],
    ["postgres:17-alpine", "postgres:17-alpine-dev", "postgres:17-alpine"],
    ["postgres:17.4", "~postgres:17-dev", "~postgres:17"],
    ["memcached:1.6-alpine", "distribution-absent", "memcached:1.6-alpine"],
    ["rabbitmq:4-management", "variant-absent", "variant-absent"],
    ["elixir:1.19-otp-27", "variant-absent", "variant-absent"],
    ["wordpress:6-php8.3-fpm", "~wordpress:6.9.7-php8.3-fpm-dev", "~wordpress:6.9.7-php8.3-fpm"],
    ["docker:dind", "variant-absent", "variant-absent"],
    // Other registries and organisations that are known one by one.
    ["nginxinc/nginx-unprivileged:1.31-alpine", "~nginx:1.31-alpine-dev", "~nginx:1.31-alpine"],
    ["hashicorp/terraform:1.14", "~terraform:1.14-dev", "~terraform:1.14"],
    ["oven/bun:1", "~bun:1-dev", "~bun:1"],
    ["registry-1.docker.io/library/node:24", "node:24-dev", "node:24"],
    ["docker.io.evil.com/library/node:24", "not-mapped", "not-mapped"],
    // Nothing to do, or nothing to have.
    ["dhi.io/node:24-dev", "already-hardened", "already-hardened"],
    ["gcr.io/distroless/base", "already-hardened", "already-hardened"],
    ["mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", "already-hardened", "already-hardened"],
    ["mcr.microsoft.com/windows/servercore:ltsc2022", "windows", "windows"],
    ["golang:1.26-windowsservercore-ltsc2022", "windows", "windows"],
    ["swift:6.0", "not-mapped", "not-mapped"],
    ["constructor:1", "not-mapped", "not-mapped"],
    ["python:3.15-rc", "early-access", "early-access"],
  ];
  const written = (answer: string): string =>
    answer.includes(":") ? answer.replace(/^(~?)/, "$1dhi.io/") : answer;
  for (const [image, builds, ships] of table) {
    it(`${image}: builds with ${builds}, ships ${ships}`, () => {
      assert.equal(best(image, "build"), written(builds));
      assert.equal(best(image, "runtime"), written(ships));
    });
  }

  it("keeps the release of the distribution as long as it is supported", () => {
    const day = "2026-06-01";
    assert.equal(best("node:24-bookworm", "runtime", ["dhi"], day), "dhi.io/node:24-debian12");
    assert.equal(best("debian:bookworm", "build", ["dhi"], day), "dhi.io/debian-base:bookworm-dev");
    assert.equal(
      best("debian:bookworm", "build", ["dhi"], "2026-06-11"),
      "~dhi.io/debian-base:trixie-dev",
    );
  });

  it("returns nothing from the day after its end on", () => {
    const sdk = "mcr.microsoft.com/dotnet/sdk:8.0-alpine";
    assert.equal(best(sdk, "build", ["dhi"], "2026-11-10"), "dhi.io/dotnet:8.0-sdk-alpine");
    assert.equal(best(sdk, "build", ["dhi"], "2026-11-11"), "ended");
  });
});

describe("other families", () => {
  const table: readonly [string, StageRole, CounterpartFamily, string][] = [
    ["node:26", "runtime", "chainguard", "~cgr.dev/chainguard/node:latest"],
    ["node:26", "build", "chainguard", "~cgr.dev/chainguard/node:latest-dev"],
    ["node:24", "runtime", "chainguard", "version-absent"],
    ["python:3.13", "runtime", "chainguard", "version-absent"],
    ["golang:1.26", "build", "chainguard", "~cgr.dev/chainguard/go:latest-dev"],
    ["redis:8", "runtime", "chainguard", "~cgr.dev/chainguard/redis:latest"],
    ["eclipse-temurin:21", "runtime", "chainguard", "version-absent"],
    ["gradle:9", "build", "chainguard", "role-absent"],
    ["ubuntu:24.04", "runtime", "chainguard", "not-in-family"],
    ["node:24-bookworm", "runtime", "distroless", "~gcr.io/distroless/nodejs24-debian13:nonroot"],
    ["node:24", "build", "distroless", "role-absent"],
    ["node:24-alpine", "runtime", "distroless", "distribution-absent"],
    ["python:3.13-slim", "runtime", "distroless", "~gcr.io/distroless/python3-debian13:nonroot"],
    ["python:3.12-slim", "runtime", "distroless", "version-absent"],
    ["openjdk:21-jdk-slim", "runtime", "distroless", "~gcr.io/distroless/java21-debian13:nonroot"],
    [
      "mcr.microsoft.com/dotnet/aspnet:10.0",
      "runtime",
      "dotnet",
      "~mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled",
    ],
    [
      "mcr.microsoft.com/dotnet/aspnet:10.0-azurelinux3.0",
      "runtime",
      "dotnet",
      "~mcr.microsoft.com/dotnet/aspnet:10.0-azurelinux3.0-distroless",
    ],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", "runtime", "dotnet", "ended"],
    ["mcr.microsoft.com/dotnet/sdk:10.0", "build", "dotnet", "not-in-family"],
  ];
  for (const [image, role, family, expected] of table) {
    it(`${image} to ${role} on ${family}: ${expected}`, () => {
      assert.equal(best(image, role, [family]), expected);
    });
  }

  it("come in the order that is asked for, Docker's first by default", () => {
    const families = (options: { families?: readonly CounterpartFamily[] }): string[] =>
      counterparts(catalog, referenceOf("python:3.13"), "runtime", { today, ...options }).map(
        ({ family }) => family,
      );
    assert.deepEqual(families({}), ["dhi", "distroless"]);
    assert.deepEqual(families({ families: ["distroless", "dhi"] }), ["distroless", "dhi"]);
    assert.deepEqual(families({ families: [] }), []);
    assert.equal(best("node:24", "runtime", []), "no-family");
  });

  it("say that Chainguard's tag moves, and to which version on which day it had", () => {
    assert.deepEqual(notes("node:26", "runtime", "chainguard")[0], {
      code: "moving",
      version: "26.7.0",
      date: "2026-08-22",
    });
  });
});

describe("one of Google's whose support is over", () => {
  const on = (text: string, day?: string) => best(text, "runtime", ["dhi"], day);

  it("gets the same image on the next release of Debian", () => {
    const google = (name: string) => `gcr.io/distroless/${name}`;
    for (const [before, after] of [
      ["static-debian12", "~gcr.io/distroless/static-debian13"],
      ["static-debian11:nonroot", "~gcr.io/distroless/static-debian13:nonroot"],
      ["nodejs22-debian12:debug", "~gcr.io/distroless/nodejs22-debian13:debug"],
      // Python 3.11 there, 3.13 here.
      ["python3-debian12", "already-hardened"],
      ["nodejs20-debian12", "already-hardened"],
      ["static-debian12:v1", "already-hardened"],
      ["static-debian13", "already-hardened"],
      ["static", "already-hardened"],
    ] as const)
      assert.equal(on(google(before)), after, before);
  });

  it("keeps its image while it is supported", () => {
    assert.equal(on("gcr.io/distroless/static-debian12", "2026-09-01"), "already-hardened");
    assert.equal(on("example.org/distroless/static-debian12"), "not-mapped");
  });

  it("says why, and that the release is another", () => {
    assert.deepEqual(codes("gcr.io/distroless/static-debian12:nonroot", "runtime", "distroless"), [
      "other-release",
      "catalog-date",
    ]);
  });
});

describe("what a counterpart says", () => {
  it("tells a version that is not the one asked for, with what it stands for", () => {
    const [version] = notes("node:24.3.1-alpine");
    assert.deepEqual(version, {
      code: "version",
      asked: "24.3.1",
      given: "24",
      behind: "24.19.0",
    });
    assert.deepEqual(notes("golang:1")[0], {
      code: "version",
      asked: "1.27.0",
      given: "1",
      behind: "1.26.7",
    });
    assert.deepEqual(notes("python")[0], {
      code: "version-chosen",
      asked: "latest",
      given: "3.14",
    });
  });

  it("tells another release, and whether the tag had named the old one", () => {
    const from = { family: "debian", release: "12" };
    const to = { family: "debian", release: "13" };
    assert.deepEqual(notes("node:24")[0], { code: "other-release", from, to, said: false });
    assert.deepEqual(notes("node:24-bookworm")[0], { code: "other-release", from, to, said: true });
  });

  it("tells what else is not the same", () => {
    assert.ok(codes("ubuntu:24.04").includes("other-distribution"));
    assert.ok(codes("openjdk:17-jdk-slim").includes("judged"));
    assert.ok(codes("eclipse-temurin:21").includes("runtime-for-jdk"));
    assert.ok(codes("php:8.4-fpm", "build").includes("variant-dropped"));
    assert.ok(codes("maven:3", "build").includes("java-chosen"));
    assert.ok(codes("eclipse-temurin:17-jre-alpine").includes("platforms"));
    assert.ok(codes(`node:24${digest}`).includes("digest-dropped"));
    assert.ok(!codes("node:24").includes("digest-dropped"));
  });

  it("tells what the family sells beside it, where it does", () => {
    const paid = (family: CounterpartFamily) =>
      counterparts(catalog, referenceOf("golang:1.26"), "build", { families: [family], today })
        .concat(
          counterparts(catalog, referenceOf("node:24"), "runtime", { families: [family], today }),
        )
        .map(({ tier }) => tier.paid);
    assert.deepEqual(paid("chainguard"), ["versions"]);
    assert.deepEqual(paid("distroless"), [null]);
    assert.deepEqual(paid("dhi"), ["variants", "variants"]);
    assert.ok(codes("golang:1.26").includes("paid-beside"));
  });

  it("tells the login, the price and the catalog's day", () => {
    const [found] = counterparts(catalog, referenceOf("node:24"), "runtime", { today });
    assert.deepEqual(found?.tier, { price: "free", login: "dhi.io", paid: "variants" });
    assert.deepEqual(found.notes.slice(-3), [
      { code: "login-needed", registry: "dhi.io" },
      { code: "paid-beside", what: "variants" },
      { code: "catalog-date", date: "2026-08-22" },
    ]);
  });

  it("gives its reasons as data", () => {
    const [found] = counterparts(catalog, referenceOf("python:3.13"), "runtime", { today });
    const why = found?.why ?? [];
    assert.deepEqual(
      why.map(({ code }) => code),
      ["smaller", "not-root", "no-shell", "no-package-manager", "attestations"],
    );
    const [smaller] = why;
    assert.ok(smaller?.code === "smaller");
    assert.deepEqual([smaller.before.value, smaller.after.value], [412872069, 35000000]);
    assert.equal(smaller.after.date, "2025-10-31");
    const [debian] = counterparts(catalog, referenceOf("debian:bookworm"), "build", { today });
    assert.ok(debian?.why.some(({ code }) => code === "supported"));
  });

  it("gives the facts of what it returns", () => {
    const [found] = counterparts(catalog, referenceOf("nginx:1.31"), "runtime", { today });
    assert.equal(found?.facts.user?.value.uid, 65532);
    assert.deepEqual(found.facts.ports, ["8080/tcp"]);
    assert.deepEqual(found.facts.entrypoint, ["nginx"]);
  });

  it("says why there is none in one sentence", () => {
    const message = (image: string, role: StageRole = "runtime"): string | undefined =>
      whyNone(catalog, referenceOf(image), role, { today, families: ["dhi"] })?.message;
    assert.equal(
      message("python:3.9-slim"),
      "There is no hardened image of version 3.9, only of 3.11, 3.12, 3.13 and 3.14.",
    );
    assert.equal(
      message("httpd:2.4-alpine"),
      "There is no hardened image of this version on Alpine, only on Debian.",
    );
    assert.equal(
      message("elixir:1.19-otp-27"),
      "There is no hardened image of this variant (otp-27).",
    );
    assert.equal(message("node:24"), undefined);
  });
});

describe("every tag of every image that has counterparts", () => {
  /** `24.19.0-alpine` → 24. */
  const major = (text: string): string | undefined => /^v?(\d+)/.exec(text)?.[1];
  const systems = /\/library\/(?:alpine|debian|ubuntu)$/;
  const repositories = catalog.repositories.filter((it) => catalog.successors(it).length > 0);
  const roles: readonly StageRole[] = ["build", "runtime"];

  it("gets what is in the catalog, supported, of the same major and family, or a reason", function () {
    this.timeout(60_000);
    let found = 0;
    for (const repository of repositories) {
      for (const image of catalog.images(repository)) {
        const versions = new Set(image.tags.map(major));
        for (const tag of image.tags) {
          const reference = referenceOf(`${repository}:${tag}`);
          for (const role of roles) {
            const all = counterparts(catalog, reference, role, { today });
            if (all.length === 0) {
              const none = whyNone(catalog, reference, role, { today });
              assert.match(none?.message ?? "", /^[A-Z].*\.$/, `${repository}:${tag}`);
            }
            for (const counterpart of all) {
              found++;
              const said = `${repository}:${tag} as ${role} → ${counterpart.reference}`;
              const [name = "", given = ""] = counterpart.reference.split(/:(?=[^/]*$)/);
              const listed = catalog.images(name).find((it) => it.tags.includes(given));
              assert.ok(listed, said);
              assert.ok((listed.supportedUntil ?? today) >= today, said);
              assert.ok(
                counterpart.facts.endOfLife.every(({ date }) => date >= today),
                said,
              );
              if (!systems.test(repository) && counterpart.family === "dhi") {
                assert.ok(versions.has(major(given)), said);
              }
              if (counterpart.family !== "dhi") continue;
              const [before, after] = [image.distribution?.family, listed.distribution?.family];
              if (before === "alpine") assert.equal(after, "alpine", said);
              if (before === "debian" || before === "ubuntu") assert.equal(after, "debian", said);
              if (before !== after) assert.equal(counterpart.exact, false, said);
              if (role === "runtime") assert.notEqual(listed.variant, "dev", said);
            }
          }
        }
      }
    }
    assert.ok(found > 4000, `${found}`);
  });
});
