import assert from "node:assert/strict";
import { component, read, sbomOf } from "../read";

const minimal = { bomFormat: "CycloneDX", specVersion: "1.6" };
const named = (id: string, more: object = {}) => ({
  "bom-ref": id,
  type: "library",
  name: id,
  ...more,
});

describe("CycloneDX as JSON", () => {
  it("a component with everything that we show, after what the list is about", () => {
    const sbom = sbomOf({
      ...minimal,
      metadata: {
        timestamp: "2026-11-01T00:00:00Z",
        tools: { components: [{ type: "application", name: "syft", version: "1.29.0" }] },
        component: { "bom-ref": "image", type: "container", name: "alpine", version: "3.22" },
      },
      components: [
        {
          "bom-ref": "1",
          type: "library",
          group: "@babel",
          name: "core",
          version: "7.0.0",
          purl: "pkg:npm/%40babel/core@7.0.0",
          supplier: { name: "Babel" },
          licenses: [{ license: { id: "MIT" } }, { license: { name: "Custom" } }],
          hashes: [{ alg: "SHA-256", content: "ab" }],
        },
      ],
    });
    assert.deepEqual(sbom, {
      name: "alpine",
      tools: ["syft 1.29.0"],
      created: "2026-11-01T00:00:00Z",
      root: 0,
      components: [
        component({ id: "image", name: "alpine", version: "3.22", type: "container" }),
        {
          id: "1",
          name: "@babel/core",
          version: "7.0.0",
          type: "npm",
          purl: "pkg:npm/%40babel/core@7.0.0",
          licenses: ["MIT", "Custom"],
          supplier: "Babel",
          source: null,
          hashes: new Map([["sha256", "ab"]]),
        },
      ],
      relations: [],
      files: 0,
    });
  });

  it("tools as versions before 1.5 list them", () => {
    const { tools } = sbomOf({
      ...minimal,
      metadata: { tools: [{ vendor: "aquasecurity", name: "trivy", version: "0.60.0" }] },
    });
    assert.deepEqual(tools, ["trivy 0.60.0"]);
  });

  it("a licence that is an expression", () => {
    const [first] = sbomOf({
      ...minimal,
      components: [named("a", { licenses: [{ expression: "MIT OR Apache-2.0" }] })],
    }).components;
    assert.deepEqual(first?.licenses, ["MIT OR Apache-2.0"]);
  });

  it("components in components, and dependencies", () => {
    const { components, relations } = sbomOf({
      ...minimal,
      components: [
        named("a", { components: [named("b", { components: [named("c")] })] }),
        named("d"),
      ],
      dependencies: [
        { ref: "d", dependsOn: ["c", "c"] },
        { ref: "c", provides: ["a"] },
      ],
    });
    assert.deepEqual(
      components.map(({ name }) => name),
      ["a", "b", "c", "d"],
    );
    assert.deepEqual(relations, [
      { from: 1, to: 2, kind: "contains" },
      { from: 0, to: 1, kind: "contains" },
      { from: 3, to: 2, kind: "depends-on" },
      { from: 2, to: 0, kind: "other" },
    ]);
  });

  for (const [writer, properties, source] of [
    [
      "syft",
      { "syft:metadata:source": "glibc", "syft:metadata:sourceVersion": "2.36" },
      "glibc@2.36",
    ],
    [
      "Trivy",
      {
        "aquasecurity:trivy:SrcName": "glibc",
        "aquasecurity:trivy:SrcVersion": "2.36",
        "aquasecurity:trivy:SrcRelease": "9",
        "aquasecurity:trivy:SrcEpoch": "1",
      },
      "glibc@1:2.36-9",
    ],
  ] as const) {
    it(`the source package by the properties of ${writer}`, () => {
      const list = Object.entries(properties).map(([name, value]) => ({ name, value }));
      const [first] = sbomOf({
        ...minimal,
        components: [named("a", { properties: list })],
      }).components;
      assert.equal(first?.source, source);
    });
  }

  for (const [purl, source] of [
    ["pkg:deb/debian/libc6@2.36?upstream=glibc%402.35", "glibc@2.35"],
    ["pkg:deb/debian/libc6@2.36?upstream=glibc", "glibc@2.36"],
    ["pkg:rpm/rhel/bash@5.1?upstream=bash-5.1.8-6.el9.src.rpm", "bash@5.1.8-6.el9"],
    ["pkg:deb/debian/libc6@2.36", null],
  ] as const) {
    it(`the source package of ${purl}`, () => {
      const component = named("a", { purl, version: "2.36" });
      assert.equal(sbomOf({ ...minimal, components: [component] }).components[0]?.source, source);
    });
  }

  it("of a version that is not known is read, and that is said", () => {
    const of = (specVersion: string) => read({ ...minimal, specVersion, components: [named("a")] });
    const { document, format, problems } = of("2.0");
    assert.equal(format, "CycloneDX 2.0");
    assert.equal(document.kind === "sbom" && document.sbom.components.length, 1);
    assert.deepEqual(problems, ["CycloneDX 2.0 is not known here: it is read as 1.7 is."]);
    assert.deepEqual(of("1.7").problems, []);
  });

  it("says what is wrong with it, and reads on", () => {
    const { format, problems } = read({
      bomFormat: "CycloneDX",
      components: [named("a"), named("a", { name: 5 })],
      dependencies: [{ ref: "a", dependsOn: ["nowhere", 7] }],
    });
    assert.equal(format, "CycloneDX without a version");
    assert.deepEqual(problems, [
      '"name" is not text.',
      '"dependsOn" lists something that is not text.',
      'Two components have the bom-ref "a".',
      "Dependencies that name what is not in the document: 1.",
      "Components without a name: 1.",
    ]);
  });
});
