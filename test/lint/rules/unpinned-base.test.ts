import assert from "node:assert/strict";
import { defaultSettings } from "../../../src/lint/settings";
import { check } from "../check";
import { fixes, say } from "./only";

const rule = "unpinned-base";
const silent = (text: string, changes = {}) => assert.equal(say(rule, text, changes), "");
const digest = `sha256:${"0".repeat(64)}`;

describe("unpinned-base", () => {
  describe("says why", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["node", "node names no version: without a tag it is whatever latest is when it is pulled."],
      [
        "docker.io/library/node:latest",
        "node:latest is another image after every release: name the version that was tested.",
      ],
      ["node:lts", "node:lts names no version: the tag lts is moved to every new release."],
      [
        "cgr.dev/chainguard/node",
        "cgr.dev/chainguard/node moves with every release, and free Chainguard images have no other tag: add a digest.",
      ],
    ];
    for (const [image, message] of cases)
      it(image, () =>
        assert.equal(
          say(rule, `FROM ${image}\n`),
          `1:6-1:${6 + image.length} warning unpinned-base: ${message}`,
        ),
      );
  });

  describe("unpinned", () => {
    const images = [
      "node:lts-alpine",
      "python:slim",
      "golang:alpine",
      "nginx:stable-alpine-slim",
      "nginx:mainline",
      "debian:stable",
      "debian:stable-slim",
      "debian:sid",
      "ubuntu:rolling",
      "alpine:edge",
      "php:fpm-alpine",
      "php:cli",
      "node:current",
      "docker:dind-rootless",
      "node:latest-amd64".replace("node", "gcr.io/distroless/base"),
      "alpine:latest-arm64v8".replace("alpine", "acme/app"),
      "tensorflow/tensorflow:latest-gpu-py3",
      "gcr.io/distroless/static",
      "gcr.io/distroless/static:nonroot",
      "gcr.io/distroless/python3:debug-nonroot",
      "ghcr.io/acme/app",
      "ghcr.io/acme/app:main",
      "ghcr.io/acme/app:nightly",
      "localhost:5000/app",
      "amd64/debian",
      "mcr.microsoft.com/dotnet/sdk",
      "mcr.microsoft.com/windows/servercore",
    ];
    for (const image of images)
      it(image, () => check([rule], `FROM ${image}   # expect: unpinned-base\n`));
  });

  describe("pinned", () => {
    const images = [
      "node:24",
      "node:24-alpine",
      "node:jod",
      "debian:trixie",
      "debian:trixie-slim",
      "ubuntu:noble",
      "ubuntu:jammy-20260101",
      "python:3.13-slim",
      "ros:humble",
      "node:lts-alpine3.22",
      "jenkins/jenkins:lts-jdk21",
      "nginx:stable-alpine3.23",
      "acme/app:v2",
      "acme/app:2026-11-23",
      "acme/app:latest-20261123",
      "acme/app:8d3f1ab",
      "acme/app:deadbeef",
      "acme/app:customer-build",
      "dhi.io/static:20250419",
      `node@${digest}`,
      `node:latest@${digest}`,
      "gcr.io/distroless/static-debian13",
      "gcr.io/distroless/java21-debian13:nonroot",
      "registry.access.redhat.com/ubi9/ubi-minimal",
      "registry.access.redhat.com/ubi9/nodejs-22:latest",
      "quay.io/pypa/manylinux_2_28_x86_64",
      "mcr.microsoft.com/windows/nanoserver:ltsc2022",
    ];
    for (const image of images) it(image, () => silent(`FROM ${image}\n`));
  });

  it("in every stage, in COPY --from and RUN --mount", () => {
    check(
      [rule],
      `
FROM golang AS build   # expect: unpinned-base
RUN --mount=type=bind,from=busybox,target=/b true   # expect: unpinned-base
FROM scratch
COPY --from=nginx:latest /etc/nginx /etc/nginx   # expect: unpinned-base
COPY --from=build /a /a
COPY --from=0 /a /a
`,
    );
  });

  describe("is silent about", () => {
    it("scratch and stages", () => silent("FROM scratch AS node\nFROM node\n"));
    it("references that a build argument completes", () => {
      silent("ARG TAG\nFROM node:${TAG}\nARG IMAGE\n");
      silent("ARG IMAGE\nFROM ${IMAGE}\n");
      silent("ARG SUFFIX\nFROM node:lts${SUFFIX}\n");
    });
    it("build contexts and local images: words that are no official image", () => {
      silent("FROM base-image\n");
      silent("FROM my-base:latest\nCOPY --from=assets /a /a\n");
    });
    it("names of stages whose FROM is a template", () => {
      silent("FROM {{ image }} AS node\nFROM a:1\nCOPY --from=node /a /a\n");
    });
    it("half-typed references", () => {
      silent("FROM \n");
      silent("FROM node:\n");
      silent("FROM node@sha256:\n");
    });
  });

  it("takes the default of an ARG", () => {
    check([rule], "ARG TAG=lts\nFROM node:${TAG}   # expect: unpinned-base\n");
    silent("ARG TAG=24\nFROM node:${TAG}\n");
    silent("ARG TAG=lts\nFROM node:${TAG}\n", { buildArguments: { TAG: "24" } });
  });

  describe("with requireDigest", () => {
    const settings = { ...defaultSettings, profile: "strict" as const, requireDigest: true };

    it("asks for a digest too", () => {
      assert.equal(
        say(rule, "FROM node:24\n", { settings }),
        "1:6-1:13 warning unpinned-base: node:24 has no digest: its tag can be given to another image at any time.",
      );
      silent(`FROM node:24@${digest}\n`, { settings });
      silent("FROM scratch\n", { settings });
    });

    it("one finding for an image", () => {
      assert.match(say(rule, "FROM node\n", { settings }), /^[^\n]*names no version[^\n]*$/);
    });
  });

  it("has no fix: which version was tested is not in the file", () => {
    assert.deepEqual(fixes(rule, "FROM node\n"), []);
  });
});
