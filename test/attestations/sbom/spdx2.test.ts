import assert from "node:assert/strict";
import { component, read, sbomOf } from "../read";

const minimal = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "alpine" };
const named = (id: string, more: object = {}) => ({ SPDXID: id, name: id, ...more });

describe("SPDX 2 as JSON", () => {
  it("a package with everything that we show", () => {
    const sbom = sbomOf({
      ...minimal,
      creationInfo: {
        created: "2026-11-01T00:00:00Z",
        creators: ["Organization: Anchore, Inc", "Tool: syft-1.29.0"],
      },
      packages: [
        {
          SPDXID: "SPDXRef-libc6",
          name: "libc6",
          versionInfo: "2.36-9+deb12u10",
          supplier: "Person: GNU Libc Maintainers (debian-glibc@lists.debian.org)",
          licenseConcluded: "NOASSERTION",
          licenseDeclared: "GPL-2.0-only AND LGPL-2.1-only",
          externalRefs: [
            { referenceType: "cpe23Type", referenceLocator: "cpe:2.3:a:libc6" },
            {
              referenceCategory: "PACKAGE_MANAGER",
              referenceType: "purl",
              referenceLocator: "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?upstream=glibc",
            },
          ],
          checksums: [{ algorithm: "SHA256", checksumValue: "ab12" }],
        },
      ],
      files: [{ SPDXID: "SPDXRef-file" }],
    });
    assert.deepEqual(sbom, {
      name: "alpine",
      tools: ["syft 1.29.0"],
      created: "2026-11-01T00:00:00Z",
      root: null,
      components: [
        {
          id: "SPDXRef-libc6",
          name: "libc6",
          version: "2.36-9+deb12u10",
          type: "deb",
          purl: "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?upstream=glibc",
          licenses: ["GPL-2.0-only AND LGPL-2.1-only"],
          supplier: "GNU Libc Maintainers",
          source: "glibc@2.36-9+deb12u10",
          hashes: new Map([["sha256", "ab12"]]),
        },
      ],
      relations: [],
      files: 1,
    });
  });

  it("a package with a name alone", () => {
    const { components } = sbomOf({ ...minimal, packages: [{ SPDXID: "a", name: "x" }] });
    assert.deepEqual(components, [component({ id: "a", name: "x", type: "package" })]);
  });

  it("what is not asserted is not there", () => {
    const { components } = sbomOf({
      ...minimal,
      packages: [
        {
          name: "a",
          licenseConcluded: "NOASSERTION",
          licenseDeclared: "NONE",
          supplier: "NOASSERTION",
        },
        { name: "b", licenseConcluded: "MIT", licenseDeclared: "Apache-2.0" },
      ],
    });
    assert.deepEqual(
      components.map(({ licenses, supplier }) => ({ licenses, supplier })),
      [
        { licenses: [], supplier: null },
        { licenses: ["MIT"], supplier: null },
      ],
    );
  });

  for (const [words, reference] of [
    ["documentDescribes", { documentDescribes: ["b"] }],
    ["DESCRIBES", { relationships: [relation("SPDXRef-DOCUMENT", "DESCRIBES", "b")] }],
    ["DESCRIBED_BY", { relationships: [relation("b", "DESCRIBED_BY", "SPDXRef-DOCUMENT")] }],
    ["one identifier for both", { SPDXID: "b" }],
    ["a file first", { documentDescribes: ["file", "b"] }],
  ] as const) {
    it(`what it is about: ${words}`, () => {
      assert.equal(
        sbomOf({ ...minimal, packages: [named("a"), named("b")], ...reference }).root,
        1,
      );
    });
  }

  it("relations, turned to point from what needs or holds", () => {
    const { relations } = sbomOf({
      ...minimal,
      packages: ["a", "b", "c"].map((id) => named(id)),
      relationships: [
        relation("a", "DEPENDS_ON", "b"),
        relation("b", "DEPENDENCY_OF", "a"),
        relation("c", "RUNTIME_DEPENDENCY_OF", "b"),
        relation("c", "CONTAINED_BY", "a"),
        relation("a", "GENERATED_FROM", "c"),
        relation("a", "DEPENDS_ON", "NOASSERTION"),
      ],
    });
    assert.deepEqual(relations, [
      { from: 0, to: 1, kind: "depends-on" },
      { from: 1, to: 2, kind: "depends-on" },
      { from: 0, to: 2, kind: "contains" },
      { from: 0, to: 2, kind: "other" },
    ]);
  });

  it("says what is wrong with it, and reads on", () => {
    const { document, problems } = read({
      ...minimal,
      packages: [named("a"), named("a"), { SPDXID: "c", versionInfo: 1 }, "d"],
      relationships: [relation("a", "CONTAINS", "nowhere")],
    });
    assert.ok(document.kind === "sbom");
    assert.equal(document.sbom.components.length, 3);
    assert.deepEqual(problems, [
      '"versionInfo" is not text.',
      '"packages" lists something that is not an object.',
      "Packages without a name: 1.",
      'Two packages have the SPDXID "a".',
      "Relationships that name what is not in the document: 1.",
    ]);
  });
});

function relation(from: string, type: string, to: string): object {
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
}
