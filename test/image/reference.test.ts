import assert from "node:assert/strict";
import {
  familiarReference,
  formatReference,
  parseReference,
  withDefaultTag,
} from "../../src/image/reference";

const hex = "0123456789abcdef".repeat(4);
const digest = `sha256:${hex}`;

describe("image references", () => {
  const normal: readonly [given: string, whole: string, familiar: string][] = [
    ["node", "docker.io/library/node", "node"],
    ["node:24", "docker.io/library/node:24", "node:24"],
    [`node@${digest}`, `docker.io/library/node@${digest}`, `node@${digest}`],
    [`node:24@${digest}`, `docker.io/library/node:24@${digest}`, `node:24@${digest}`],
    ["library/node:24", "docker.io/library/node:24", "node:24"],
    ["docker.io/node:24", "docker.io/library/node:24", "node:24"],
    ["docker.io/library/node:24", "docker.io/library/node:24", "node:24"],
    ["index.docker.io/node:24", "docker.io/library/node:24", "node:24"],
    ["index.docker.io/library/node", "docker.io/library/node", "node"],
    ["registry-1.docker.io/library/node", "registry-1.docker.io/library/node", ""],
    ["grafana/grafana:11", "docker.io/grafana/grafana:11", "grafana/grafana:11"],
    ["docker.io/acme.io/app", "docker.io/acme.io/app", "docker.io/acme.io/app"],
    ["library/a/b", "docker.io/library/a/b", "library/a/b"],
    ["dhi.io/node:24", "dhi.io/node:24", ""],
    ["dhi.io.evil.com/node:24", "dhi.io.evil.com/node:24", ""],
    ["gcr.io/distroless/static-debian13:nonroot", "", ""],
    ["mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", "", ""],
    ["localhost/app", "localhost/app", ""],
    ["localhost:5000/app:1", "localhost:5000/app:1", ""],
    ["localhost:5000", "docker.io/library/localhost:5000", "localhost:5000"],
    ["127.0.0.1:5000/a/b", "127.0.0.1:5000/a/b", ""],
    ["[2001:db8::1]:5000/app:1", "[2001:db8::1]:5000/app:1", ""],
    ["[::1]/app", "[::1]/app", ""],
    ["Acme/app", "Acme/app", ""],
    ["Docker.io/app", "Docker.io/app", ""],
    ["LocalHost/app", "localhost/app", ""],
    ["DHI.io/node", "dhi.io/node", ""],
    ["registry:5000/app", "registry:5000/app", ""],
    ["a__b/c-d/e--f.g", "docker.io/a__b/c-d/e--f.g", "a__b/c-d/e--f.g"],
    ["app:_1", "docker.io/library/app:_1", "app:_1"],
    [
      `app:${"t".repeat(128)}`,
      `docker.io/library/app:${"t".repeat(128)}`,
      `app:${"t".repeat(128)}`,
    ],
    [`app@sha512:${hex}${hex}`, `docker.io/library/app@sha512:${hex}${hex}`, ""],
    [hex.slice(1), `docker.io/library/${hex.slice(1)}`, hex.slice(1)],
    [`acme/${hex}`, `docker.io/acme/${hex}`, `acme/${hex}`],
    ["scratch", "docker.io/library/scratch", "scratch"],
  ];
  for (const [given, whole, familiar] of normal) {
    it(`reads ${given.slice(0, 60)}`, () => {
      const reference = parseReference(given);
      assert.ok(reference);
      assert.equal(formatReference(reference), whole === "" ? given : whole);
      if (familiar !== "") assert.equal(familiarReference(reference), familiar);
      assert.deepEqual(parseReference(familiarReference(reference)), reference);
    });
  }

  const refused = [
    "",
    " node",
    "node ",
    "Node",
    "node:",
    "node:-1",
    "node:a/b",
    "node@",
    "node@sha256:abc",
    `node@md5:${hex}`,
    `node@sha256:${hex.toUpperCase()}`,
    `node@${digest}@${digest}`,
    `node:${"t".repeat(129)}`,
    hex,
    "acme/Node",
    "acme//app",
    "/app",
    "acme/",
    "dhi.io/",
    "-a.io/app",
    "a-.io/app",
    "a..b/app",
    "a.io:port/app",
    "a.io:/app",
    "[::1/app",
    "[g::1]/app",
    "https://dhi.io/node",
    "a___b",
    "a._b",
    "-app",
    "app-",
    "a".repeat(256),
    "node:24\n",
    "nöde",
    "$BASE",
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.equal(parseReference(text), null);
    });
  }

  it("splits the parts", () => {
    assert.deepEqual(parseReference(`localhost:5000/a/b:1@${digest}`), {
      registry: "localhost:5000",
      path: "a/b",
      tag: "1",
      digest,
    });
  });

  it("adds latest only where neither tag nor digest stands", () => {
    const whole = (text: string): string => {
      const reference = parseReference(text);
      assert.ok(reference);
      return formatReference(withDefaultTag(reference));
    };
    assert.equal(whole("node"), "docker.io/library/node:latest");
    assert.equal(whole("node:24"), "docker.io/library/node:24");
    assert.equal(whole(`node@${digest}`), `docker.io/library/node@${digest}`);
  });

  it("is done with a megabyte of anything in a moment", () => {
    const shapes = ["a", "-", "a-", "_", ".", "a.", "/", "a/", ":", "@", "[", "a:", "0", "A", "a_"];
    for (const shape of shapes) {
      const text = shape.repeat(2 ** 20 / shape.length);
      for (const hostile of [text, `a.io/${text}`, `${text}/a`, `a:${text}`, `a@${text}!`]) {
        parseReference(hostile);
      }
    }
  }).timeout(5000);
});
