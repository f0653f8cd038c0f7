import assert from "node:assert/strict";
import { counterparts, whyNone } from "../../src/image/counterparts";
import { mirrored, mirrorProblem, withMirrors } from "../../src/image/mirrors";
import { parseReference, type Reference } from "../../src/image/reference";
import { catalog } from "../lint/check";

const mirrors = { "dhi.io/": "docker.io/acme/dhi-", "cgr.dev/chainguard/": "reg.acme.io/cg/" };
const today = "2026-11-23";

describe("mirrored", () => {
  const table: readonly [string, string][] = [
    ["dhi.io/node:24-dev", "docker.io/acme/dhi-node:24-dev"],
    ["cgr.dev/chainguard/node:latest", "reg.acme.io/cg/node:latest"],
    ["gcr.io/distroless/base:nonroot", "gcr.io/distroless/base:nonroot"],
    ["dhi.io.evil.com/node:24", "dhi.io.evil.com/node:24"],
  ];
  for (const [given, expected] of table) {
    it(`${given} → ${expected}`, () => assert.equal(mirrored(given, mirrors), expected));
  }

  it("takes the longest prefix, and nothing that makes no reference", () => {
    const longest = { "dhi.io/": "a.io/", "dhi.io/node": "b.io/node" };
    assert.equal(mirrored("dhi.io/node:24", longest), "b.io/node:24");
    assert.equal(mirrored("dhi.io/node:24", { "dhi.io/": "UPPER CASE/" }), "dhi.io/node:24");
    assert.equal(mirrored("dhi.io/node:24", { "": "x" }), "dhi.io/node:24");
  });
});

describe("a mirror that can't be used", () => {
  const example = "write it as dhi.io/ → docker.io/acme/dhi-";
  const table: readonly [from: string, to: string, problem: string | null][] = [
    ["dhi.io/", "docker.io/acme/dhi-", null],
    ["dhi.io/", "acme/dhi-", null],
    ["dhi.io/", "localhost:5000/", null],
    ["dhi.io/node", "reg.acme.io/base/node", null],
    ["", "docker.io/acme/", `has an empty side: ${example}`],
    ["dhi.io/", " ", `has an empty side: ${example}`],
    ["dhi.io/", "acme", `has "acme", with which no image can begin: ${example}`],
    ["dhi.io/", "Not A Name/", `has "Not A Name/", with which no image can begin: ${example}`],
    ["dhi.io/node:24", "a.io/", `has "dhi.io/node:24", with which no image can begin: ${example}`],
    ["dhi.io/", "https://a.io/", `has "https://a.io/", with which no image can begin: ${example}`],
  ];
  for (const [from, to, problem] of table)
    it(`${from} → ${to}`, () => assert.equal(mirrorProblem(from, to), problem));
});

describe("a catalog that knows mirrors", () => {
  const plain = catalog();
  const known = withMirrors(plain, mirrors);

  it("says of a mirror what it says of the image", () => {
    assert.deepEqual(known.lookup(ref("acme/dhi-node:24")), plain.lookup(ref("dhi.io/node:24")));
    assert.deepEqual(known.images("reg.acme.io/cg/node"), plain.images("cgr.dev/chainguard/node"));
    assert.equal(plain.lookup(ref("acme/dhi-node:24")), null);
  });

  it("knows everything else as before, and nothing more", () => {
    assert.deepEqual(known.lookup(ref("node:24")), plain.lookup(ref("node:24")));
    for (const name of ["acme/dhi-acme:1", "acme/other:1", "evil/acme/dhi-node:24"])
      assert.equal(known.lookup(ref(name)), null, name);
  });

  it("lists mirrors in place of what they mirror", () => {
    assert.ok(known.repositories.includes("docker.io/acme/dhi-node"));
    assert.ok(!known.repositories.includes("dhi.io/node"));
    assert.ok(known.repositories.includes("docker.io/library/node"));
  });

  it("has nothing to put in the place of a mirror", () => {
    const mirror = ref("acme/dhi-node:24");
    assert.deepEqual(counterparts(known, mirror, "runtime", { today }), []);
    assert.equal(whyNone(known, mirror, "runtime", { today })?.code, "already-hardened");
    assert.equal(whyNone(plain, mirror, "runtime", { today })?.code, "not-mapped");
  });

  it("has nothing to put in the place of a mirror of an ordinary image either", () => {
    const hub = withMirrors(plain, { "docker.io/library/": "reg.acme.io/hub/" });
    const mirror = ref("reg.acme.io/hub/debian:13");
    assert.deepEqual(hub.lookup(mirror), plain.lookup(ref("debian:13")));
    assert.equal(whyNone(hub, mirror, "runtime", { today })?.code, "not-mapped");
  });

  it("understands a mirror written without the host of Docker Hub", () => {
    const short = withMirrors(plain, { "dhi.io/": "acme/dhi-" });
    assert.ok(short.lookup(ref("docker.io/acme/dhi-node:24")) !== null);
    assert.ok(short.repositories.includes("docker.io/acme/dhi-node"));
  });

  it("is the same for the same mirrors, and the catalog itself without any", () => {
    assert.equal(withMirrors(plain, { ...mirrors }), known);
    assert.equal(withMirrors(plain, {}), plain);
  });
});

function ref(text: string): Reference {
  const reference = parseReference(text);
  assert.ok(reference, text);
  return reference;
}
