import assert from "node:assert/strict";
import { parsePurl } from "../../../src/attestations/purl";
import { imageProducts } from "../../../src/attestations/vex/imageProducts";
import { createVexIndex, settles, type VexComponent } from "../../../src/attestations/vex/match";
import type { VexProduct, VexStatement } from "../../../src/attestations/vex/model";
import { costOf } from "../../../src/attestations/vex/productTable";
import { purlMatches, sameSoftware } from "../../../src/attestations/vex/purlMatch";
import { assertLinear } from "../../operations";

const product = (id: string, ...subcomponents: VexProduct[]): VexProduct => ({
  id,
  purls: id.startsWith("pkg:") ? [id] : [],
  hashes: new Map(),
  subcomponents,
});

const statement = (given: Partial<VexStatement>): VexStatement => ({
  vulnerability: "CVE-1",
  aliases: [],
  status: "not_affected",
  justification: "component_not_present",
  impact: null,
  action: null,
  notes: null,
  timestamp: null,
  products: [],
  ...given,
});

const digest = `sha256:${"ab".repeat(32)}`;
const image = imageProducts("dhi.io/alpine-base", [digest], "3.22");
const busybox: VexComponent = {
  purl: "pkg:apk/alpine/busybox-binsh@1.37.0-r19?arch=x86_64&distro=alpine-3.22",
  source: "busybox@1.37.0-r19",
};

function ask(
  statements: readonly VexStatement[],
  component: VexComponent | null = busybox,
  { attested = false, vulnerabilities = ["CVE-1"] } = {},
): string {
  const answer = createVexIndex(statements, image, attested).ask({ vulnerabilities, component });
  return answer === null ? "nothing" : `${answer.statement.status}, ${answer.match}`;
}

describe("purls of statements", () => {
  const curl = "pkg:apk/wolfi/curl@8.1.2-r0";
  for (const [general, specific, expected] of [
    [`${curl}?arch=x86_64`, `${curl}?arch=x86_64`, true],
    [curl, "pkg:rpm/wolfi/curl@8.1.2-r0", false],
    [curl, "pkg:apk/alpine/curl@8.1.2-r0", false],
    [curl, "pkg:apk/wolfi/bash@8.1.2-r0", false],
    [curl, "pkg:apk/wolfi/curl@8.1.3-r0", false],
    [curl, `${curl}?arch=x86_64`, true],
    [`${curl}?arch=x86_64`, curl, false],
    [`${curl}?arch=x86_64`, `${curl}?arch=arm64`, false],
    ["pkg:apk/wolfi/curl", curl, true],
    [curl, "pkg:apk/wolfi/curl", false],
    [`${curl}#one`, `${curl}#other`, true],
    [
      "pkg:oci/debian@sha256:ab?repository_url=index.docker.io/library",
      "pkg:oci/debian@sha256:ab?repository_url=docker.io/library/debian&tag=12",
      true,
    ],
    [
      "pkg:oci/debian@sha256:ab?repository_url=index.docker.io.example.com/library",
      "pkg:oci/debian@sha256:ab?repository_url=docker.io/library/debian",
      false,
    ],
    ["pkg:deb/debian/attr@1%2Bb1", "pkg:deb/debian/attr@1+b1", true],
  ] as const) {
    it(`${general} ${expected ? "includes" : "does not include"} ${specific}`, () => {
      const [one, other] = [parsePurl(general), parsePurl(specific)];
      assert.ok(one !== null && other !== null);
      assert.equal(purlMatches(one, other), expected);
    });
  }
});

describe("the same software", () => {
  for (const [one, other, expected] of [
    ["pkg:golang/k8s.io/apiserver@0.32.0", "pkg:golang/k8s.io/apiserver@v0.32.0", true],
    ["pkg:deb/debian/attr@0:1.2-1?distro=debian-12", "pkg:deb/debian/attr@1.2-1", true],
    ["pkg:deb/debian/attr@1.2-1", "pkg:deb/debian/attr@1.2-2", false],
    ["pkg:docker/dhi/python@3", "pkg:docker/dhi/python@3.0.0", false],
    ["pkg:docker/dhi/python@3", "pkg:docker/dhi/python@3", true],
    ["pkg:maven/a/b@1.0", "pkg:maven/a/b@1", true],
    ["pkg:conan/a@1.0", "pkg:conan/a@1", false],
    ["pkg:npm/a", "pkg:npm/a", false],
  ] as const)
    it(`${one} ${expected ? "is" : "is not"} ${other}`, () => {
      const [a, b] = [parsePurl(one), parsePurl(other)];
      assert.ok(a !== null && b !== null);
      assert.equal(sameSoftware(a, b), expected);
    });
});

describe("the purls of an image", () => {
  it("of a registry", () => {
    assert.deepEqual(imageProducts("docker.io/library/debian", ["sha256:ab"], "12"), [
      "pkg:oci/debian@sha256:ab?repository_url=docker.io%2Flibrary%2Fdebian&tag=12",
      "pkg:oci/library%2Fdebian@sha256:ab?repository_url=docker.io%2Flibrary%2Fdebian&tag=12",
      "pkg:docker/library/debian@sha256:ab",
      "pkg:docker/library/debian@12",
      "sha256:ab",
    ]);
  });

  it("of a layout", () => {
    assert.deepEqual(imageProducts(null, ["sha256:ab"], null), ["sha256:ab"]);
  });
});

describe("what statements say of a component", () => {
  const exact = "pkg:apk/alpine/busybox-binsh@1.37.0-r19";
  const source = "pkg:apk/alpine/busybox@1.37.0-r19?os_name=alpine&os_version=3.22";

  for (const [what, products, expected] of [
    ["the package itself", [product(exact)], "exact"],
    ["its source package, with other qualifiers", [product(source)], "relaxed"],
    ["the image and the package", [product("pkg:docker/dhi/alpine-base", product(exact))], "exact"],
    [
      "the image and the source package",
      [product("pkg:oci/dhi%2Falpine-base", product(source))],
      "relaxed",
    ],
    ["the image and no part", [product("pkg:docker/dhi/alpine-base")], "exact"],
    ["the image by its digest", [product(digest)], "exact"],
    [
      "the image by a hash",
      [{ ...product(""), hashes: new Map([["sha256", "ab".repeat(32)]]) }],
      "exact",
    ],
    [
      "the image and another part",
      [product("pkg:docker/dhi/alpine-base", product("pkg:apk/alpine/musl@1"))],
      null,
    ],
    ["another image", [product("pkg:docker/dhi/python", product(exact))], null],
    ["a part of the package", [product(exact, product("pkg:npm/inside@1"))], null],
    ["another version", [product("pkg:apk/alpine/busybox@1.36.0-r0")], null],
    ["no version of the source package", [product("pkg:apk/alpine/busybox")], null],
    ["another distribution's package", [product("pkg:apk/wolfi/busybox@1.37.0-r19")], null],
    ["nothing", [], null],
  ] as const) {
    it(`of ${what}: ${expected ?? "nothing"}`, () => {
      assert.equal(
        ask([statement({ products })]),
        expected === null ? "nothing" : `not_affected, ${expected}`,
      );
    });
  }

  it("without products, if the document was attested for the image", () => {
    assert.equal(ask([statement({})], busybox, { attested: true }), "not_affected, exact");
  });

  it("by an alias, on either side", () => {
    const products = [product(exact)];
    assert.equal(
      ask([statement({ products, vulnerability: "GHSA-1", aliases: ["CVE-1"] })]),
      "not_affected, exact",
    );
    const vulnerabilities = ["DSA-1", "CVE-1"];
    assert.equal(
      ask([statement({ products })], busybox, { vulnerabilities }),
      "not_affected, exact",
    );
    assert.equal(
      ask([statement({ products })], busybox, { vulnerabilities: ["CVE-2"] }),
      "nothing",
    );
  });

  it("the latest counts, in whatever order they stand", () => {
    const products = [product(exact)];
    const old = statement({ products, status: "affected", timestamp: "2026-01-01T00:00:00Z" });
    const recent = statement({
      products,
      status: "fixed",
      timestamp: "2026-01-01T00:00:00.5+00:00",
    });
    const timeless = statement({ products, status: "under_investigation", timestamp: "someday" });
    for (const order of [
      [old, recent, timeless],
      [timeless, recent, old],
    ])
      assert.equal(ask(order), "fixed, exact");
    assert.equal(ask([old, { ...old, status: "fixed" }]), "fixed, exact");
  });

  it("an exact match before a later relaxed one", () => {
    const one = statement({ products: [product(exact)], timestamp: "2026-01-01T00:00:00Z" });
    const other = statement({
      products: [product(source)],
      status: "affected",
      timestamp: "2026-02-01T00:00:00Z",
    });
    assert.equal(ask([one, other]), "not_affected, exact");
  });

  it("of the image as a whole", () => {
    assert.equal(
      ask([statement({ products: [product("pkg:docker/dhi/alpine-base")] })], null),
      "not_affected, exact",
    );
    assert.equal(ask([statement({ products: [product(exact)] })], null), "nothing");
  });

  it("of the image as a whole, the latest counts, with products or without", () => {
    const parts = product(digest, product(exact));
    const named = statement({ products: [parts], timestamp: "2026-02-01T00:00:00Z" });
    const silent = statement({ status: "affected", timestamp: "2026-01-01T00:00:00Z" });
    for (const order of [
      [named, silent],
      [silent, named],
    ])
      assert.equal(ask(order, null, { attested: true }), "not_affected, exact");
  });

  it("of a component without a purl: only what is said of the image", () => {
    const unknown = { purl: null, source: "busybox@1.37.0-r19" };
    assert.equal(ask([statement({ products: [product(source)] })], unknown), "nothing");
    assert.equal(ask([statement({ products: [product(digest)] })], unknown), "not_affected, exact");
  });

  const many = (size: number) => Array.from({ length: size }, (_, index) => index);
  for (const [what, products, purlOf] of [
    ["of other packages", (n: number) => [product(`pkg:npm/p${n}@1`)], (n: number) => `p${n}@1`],
    ["of other versions", (n: number) => [product(`pkg:npm/p@${n}.1`)], (n: number) => `p@${n}.1`],
    ["of the same package", () => [product("pkg:npm/p@1")], () => "p@1?arch=x"],
    ["of the image", () => [product(digest)], (n: number) => `p${n}@1`],
    [
      "of parts of the image",
      (n: number) => [product(digest, product(`pkg:npm/p${n}@1`))],
      (n: number) => `p${n}@1`,
    ],
    ["of another image", () => [product("pkg:docker/a")], (n: number) => `p${n}@1`],
    ["of nothing", () => [], (n: number) => `p${n}@1`],
  ] as const)
    it(`as many questions as statements ${what} on one vulnerability take linear time`, () =>
      assertLinear(4000, (size) => {
        const statements = many(size).map((n) => statement({ products: products(n) }));
        const components = many(size).map((n) => ({ purl: `pkg:npm/${purlOf(n)}`, source: null }));
        return () => {
          const index = createVexIndex(statements, image, true);
          const ask = (component: VexComponent) =>
            index.ask({ vulnerabilities: ["CVE-1"], component });
          assert.equal(components.map(ask).length, size);
          assert.equal(index.isExhausted, false);
        };
      }));

  for (const [given, expected] of [
    [{}, true],
    [{ justification: null, impact: "Not reachable." }, true],
    [{ justification: null }, false],
    [{ status: "fixed", justification: null }, true],
    [{ status: "affected" }, false],
    [{ status: "under_investigation" }, false],
  ] as const) {
    it(`${JSON.stringify(given)} ${expected ? "settles" : "does not settle"}`, () => {
      assert.equal(settles(statement(given)), expected);
    });
  }
});

describe("what it costs to file a statement", () => {
  it("counts all that it names, parts too", () => {
    const part = {
      ...product("part"),
      purls: ["pkg:npm/a", "pkg:npm/b"],
      hashes: new Map([["sha256", "ab"]]),
    };
    assert.equal(costOf(statement({ products: [product("pkg:oci/image", part)] })), 7);
  });
});
