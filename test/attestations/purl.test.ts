import assert from "node:assert/strict";
import { formatPurl, parsePurl, purlType } from "../../src/attestations/purl";

function parts(text: string): string {
  const purl = parsePurl(text);
  if (purl === null) return "none";
  const { type, namespace, name, version, qualifiers, subpath } = purl;
  const pairs = [...qualifiers].map(([key, value]) => `${key}=${value}`).join();
  return [type, namespace, name, version, pairs, subpath].map((part) => part ?? "-").join(" | ");
}

function canonical(text: string): string {
  const purl = parsePurl(text);
  return purl === null ? "none" : formatPurl(purl);
}

describe("package URLs", () => {
  for (const [text, expected] of [
    ["pkg:deb/debian/libc6@2.36-9?arch=amd64", "deb | debian | libc6 | 2.36-9 | arch=amd64 | -"],
    // A plus is no space, written as it is or escaped.
    ["pkg:deb/debian/attr@2.4.47-2%2Bb1", "deb | debian | attr | 2.4.47-2+b1 |  | -"],
    ["pkg:deb/debian/attr@2.4.47-2+b1", "deb | debian | attr | 2.4.47-2+b1 |  | -"],
    ["pkg:npm/%40babel/core@7.0.0", "npm | @babel | core | 7.0.0 |  | -"],
    ["pkg:npm/@babel/core", "npm | @babel | core | - |  | -"],
    [
      "pkg:golang/github.com/x/y@v1.0.0#sub/./../dir",
      "golang | github.com/x | y | v1.0.0 |  | sub/dir",
    ],
    ["pkg:oci/dhi%2Falpine-base@sha256%3Aab", "oci | - | dhi/alpine-base | sha256:ab |  | -"],
    ["PKG://PyPI/Django_x@1", "pypi | - | django-x | 1 |  | -"],
    [
      "pkg:apk/alpine/busybox@1?os_name=alpine&empty=",
      "apk | alpine | busybox | 1 | os_name=alpine | -",
    ],
    ["pkg:generic/a@1?Distro=x=y", "generic | - | a | 1 | distro=x=y | -"],
    ["pkg:npm", "none"],
    ["pkg:npm/", "none"],
    ["pkg:maven/@1.3.4", "none"],
    ["pkg:swift/github.com/x/@1", "none"],
    ["pkg:np m/a", "none"],
    ["pkg:npm/a@%zz", "none"],
    ["pkg:npm/a?in%20valid=1", "none"],
    ["http://npm/a", "none"],
    ["", "none"],
  ] as const) {
    it(text || "nothing", () => {
      assert.equal(parts(text), expected);
    });
  }

  it("have the type that the whole of them has, however they are written", () => {
    const scheme = ["pkg:", "PKG:", "pkg://", "pkg", "http:"];
    const types = ["deb", "Git", "git", "np m", "1a", ""];
    const names = ["a", "a/b", "@s/a", "%40s/a", "s%2Fa/b", "a//b", "a%zz", "a%ff", "@", "/", ""];
    const versions = ["", "@1", "@1%2Bb", "@1@2", "@", "@a/b", "@%2F"];
    const ends = ["", "?a=b", "?A=%20&b=c=d", "?=b", "?a", "?a%20=b", "?a=%ff", "#x/y", "?a=b#%zz"];
    const found = new Map<string | null, number>();
    for (const before of scheme)
      for (const type of types)
        for (const name of names)
          for (const version of versions)
            for (const end of ends) {
              const text = `${before}${type}/${name}${version}${end}`;
              const expected = parsePurl(text)?.type ?? null;
              assert.equal(purlType(text), expected, text);
              found.set(expected, (found.get(expected) ?? 0) + 1);
            }
    // Slashes after the scheme mean nothing, so that an empty type is no type.
    assert.deepEqual([...found.keys()].sort(), ["a", "deb", "git", null]);
  });

  it("have a type however long they are", () => {
    assert.equal(purlType(`pkg:npm/${"x".repeat(10_000_000)}`), "npm");
  });

  it("are written in one way", () => {
    assert.equal(
      canonical("pkg:deb/Debian/attr@2.4.47-2+b1?distro=x%20y&arch=amd64"),
      "pkg:deb/debian/attr@2.4.47-2%2Bb1?arch=amd64&distro=x%20y",
    );
    assert.equal(canonical("pkg:npm/@babel/core@7.0.0"), "pkg:npm/%40babel/core@7.0.0");
    assert.equal(canonical("pkg:oci/a@sha256:ab"), "pkg:oci/a@sha256:ab");
  });
});
