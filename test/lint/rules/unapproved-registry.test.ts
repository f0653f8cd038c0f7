import assert from "node:assert/strict";
import { defaultSettings } from "../../../src/lint/settings";
import { fixes, say } from "./only";

const rule = "unapproved-registry";

const lists = (allow: readonly string[], deny: readonly string[] = []) => ({
  settings: { ...defaultSettings, registries: { allow, deny } },
});
const finds = (text: string, allow: readonly string[], deny: readonly string[] = []) =>
  say(rule, text, lists(allow, deny))
    .split("\n")
    .filter(Boolean)
    .map((line) => line.replace(/:.*/, ""))
    .join(" ");

describe("unapproved-registry", () => {
  it("does nothing until a list is set", () => {
    assert.equal(say(rule, "FROM evil.example.org/a:1\n"), "");
  });

  it("says where the image comes from, as an error", () => {
    assert.equal(
      say(rule, "FROM node:24\n", lists(["ghcr.io"])),
      "1:6-1:13 error unapproved-registry: node:24 comes from docker.io, and no approved registry covers it.",
    );
    assert.equal(
      say(rule, "FROM ghcr.io/evil/a:1\n", lists([], ["ghcr.io/evil"])),
      "1:6-1:22 error unapproved-registry: ghcr.io/evil/a:1 comes from ghcr.io/evil, which is denied.",
    );
  });

  it("covers FROM in all stages, COPY --from and RUN --mount", () => {
    const text = `FROM a.io/a:1 AS x
RUN --mount=type=bind,from=b.io/b:1,target=/b true
FROM scratch
COPY --from=c.io/c:1 / /
COPY --from=x / /
COPY --from=0 / /
FROM x
`;
    assert.equal(finds(text, ["dhi.io"]), "1 2 4");
    assert.equal(finds(text, ["a.io", "b.io"]), "4");
  });

  describe("an entry", () => {
    const table: readonly (readonly [string, string, boolean])[] = [
      ["ghcr.io", "ghcr.io/acme/app:1", true],
      ["ghcr.io/", "ghcr.io/acme/app:1", true],
      ["GHCR.io", "ghcr.io/acme/app:1", true],
      ["ghcr.io", "ghcr.io.example.org/acme/app:1", false],
      ["ghcr.io", "notghcr.io/acme/app:1", false],
      ["ghcr.io/acme", "ghcr.io/acme/app:1", true],
      ["ghcr.io/acme", "ghcr.io/acme/deep/app:1", true],
      ["ghcr.io/acme", "ghcr.io/acme-tools/app:1", false],
      ["ghcr.io/acme", "ghcr.io/acme:1", true],
      ["ghcr.io/acme/app", "ghcr.io/acme/app:1", true],
      ["ghcr.io/acme/app", "ghcr.io/acme/apple:1", false],
      ["localhost:5000", "localhost:5000/app", true],
      ["localhost", "localhost:5000/app", false],
      ["localhost:5000", "localhost:5001/app", false],
      ["docker.io", "node:24", true],
      ["docker.io", "acme/app:1", true],
      ["docker.io/library", "node:24", true],
      ["docker.io/library", "acme/app:1", false],
      ["docker.io/library/node", "node:24", true],
      ["index.docker.io", "node:24", true],
      ["docker.io", "registry-1.docker.io/library/node:24", true],
      ["docker.io", "docker.io.example.org/library/node:24", false],
      ["dhi.io", "dhi.io/node:24@sha256:" + "0".repeat(64), true],
      ["*", "node:24", false],
      ["", "node:24", false],
    ];
    for (const [entry, image, covered] of table)
      it(`"${entry}" ${covered ? "covers" : "does not cover"} ${image.slice(0, 40)}`, () => {
        assert.equal(finds(`FROM ${image}\n`, [entry]), covered ? "" : "1");
        assert.equal(finds(`FROM ${image}\n`, [], [entry]), covered ? "1" : "");
      });
  });

  it("deny wins over allow", () => {
    assert.equal(
      finds("FROM ghcr.io/a/x:1\nFROM ghcr.io/b/x:1\n", ["ghcr.io"], ["ghcr.io/b"]),
      "2",
    );
  });

  it("variables count with their default; what a build argument gives is not judged", () => {
    assert.equal(finds("ARG R=evil.io\nFROM ${R}/a:1\n", ["dhi.io"]), "2");
    assert.equal(finds("ARG R\nFROM ${R}/a:1\n", ["dhi.io"]), "");
    assert.equal(finds("ARG R\nFROM ghcr.io/${R}\n", ["dhi.io"]), "");
    assert.equal(finds("ARG R\nFROM ${R}\n", ["dhi.io"]), "");
  });

  it("a repository is certain where only the tag is left open", () => {
    assert.equal(finds("ARG V\nFROM evil.io/a:${V}\n", ["dhi.io"]), "2");
    assert.equal(finds("ARG V\nFROM evil.io/a@${V}\n", ["dhi.io"]), "2");
    assert.equal(finds("ARG V\nFROM node:${V}\n", ["dhi.io"]), "2");
    assert.equal(finds("ARG V\nFROM dhi.io/node:${V}-dev\n", ["dhi.io"]), "");
    assert.equal(finds("ARG V\nFROM node${V}\n", ["dhi.io"]), "");
  });

  it("scratch, stages and what is no reference are not judged", () => {
    assert.equal(finds("FROM scratch AS a\nFROM a\nFROM {{x}}\nFROM UPPER/Case\n", ["dhi.io"]), "");
  });

  it("has no fix", () => {
    assert.deepEqual(fixes(rule, "FROM node:24\n", lists(["ghcr.io"])), []);
  });
});
