import assert from "node:assert/strict";
import type { Component, Relation, Sbom } from "../../../src/attestations/sbom/model";
import { cycloneDxVersions, writeCycloneDx } from "../../../src/attestations/sbom/writeCycloneDx";
import { component, sbomOf } from "../read";
import { validate } from "./schemas";

function sbom(components: Partial<Component>[], given: Partial<Sbom> = {}): Sbom {
  return {
    name: null,
    tools: [],
    created: null,
    root: null,
    components: components.map(component),
    relations: [],
    files: 0,
    ...given,
  };
}

const contains = (from: number, to: number): Relation => ({ from, to, kind: "contains" });
const rewritten = (written: Sbom) => sbomOf(writeCycloneDx(written, "json"));

const full = sbom(
  [
    { id: "image", name: "app", version: "1.0", type: "container" },
    {
      id: "core",
      name: "@babel/core",
      version: "7.0.0",
      type: "npm",
      purl: "pkg:npm/%40babel/core@7.0.0",
      licenses: ["MIT"],
      supplier: "Babel",
      hashes: new Map([["sha256", "ab".repeat(32)]]),
    },
    { id: "io", name: "org.x:io", version: "1", type: "maven", purl: "pkg:maven/org.x/io@1" },
  ],
  {
    name: "app",
    tools: ["syft 1.29.0"],
    created: "2026-11-01T00:00:00.000Z",
    root: 0,
    relations: [contains(1, 2), { from: 2, to: 1, kind: "depends-on" }],
  },
);

describe("writing CycloneDX", function () {
  this.timeout(60_000);

  it("is read again as what it was", () => {
    assert.deepEqual(rewritten(full), full);
  });

  for (const version of cycloneDxVersions) {
    it(`${version} in JSON is valid`, async () => {
      const text = writeCycloneDx(full, "json", version);
      assert.deepEqual(await validate(Buffer.from(text)), { kind: "valid", version });
    });
  }

  it("as XML", () => {
    const text = writeCycloneDx(
      sbom([{ id: "a<b", name: 'x & "y"\0\ud800', version: "1" }]),
      "xml",
      "1.4",
    );
    assert.equal(
      text,
      `<?xml version="1.0" encoding="UTF-8"?>
<bom version="1" xmlns="http://cyclonedx.org/schema/bom/1.4">
  <metadata/>
  <components>
    <component type="library" bom-ref="a&#60;b">
      <name>x &#38; &#34;y&#34;\ufffd\ufffd</name>
      <version>1</version>
    </component>
  </components>
  <dependencies>
    <dependency ref="a&#60;b"/>
  </dependencies>
</bom>
`,
    );
  });

  for (const [licenses, written] of [
    [["MIT"], ["MIT"]],
    [
      ["MIT", "Apache-2.0"],
      ["MIT", "Apache-2.0"],
    ],
    [["MIT OR Apache-2.0"], ["MIT OR Apache-2.0"]],
    [["MIT OR Apache-2.0", "ISC"], ["(MIT OR Apache-2.0) AND ISC"]],
    [["own licence"], ["own licence"]],
    [
      ["MIT OR Apache-2.0", "own", "MIT"],
      ["MIT OR Apache-2.0", "own", "MIT"],
    ],
    [[" "], []],
  ] as const) {
    it(`licences ${licenses.join(", ")}`, async () => {
      const list = sbom([{ name: "a", licenses }]);
      assert.deepEqual(rewritten(list).components[0]?.licenses, written);
      const text = writeCycloneDx(list, "json");
      assert.equal((await validate(Buffer.from(text))).kind, "valid");
    });
  }

  it("references that are missing or there twice become unique, the same each time", async () => {
    const list = sbom([
      { name: "a" },
      { id: "x", name: "b" },
      { id: "x", name: "c" },
      { id: "#1", name: "d" },
    ]);
    assert.deepEqual(
      rewritten(list).components.map(({ id }) => id),
      ["#1", "x", "x#3", "#1#4"],
    );
    assert.equal(writeCycloneDx(list, "json"), writeCycloneDx(list, "json"));
  });

  it("what lies in itself, in two, or very deep is written", () => {
    const names = Array.from({ length: 5000 }, (_, place) => ({
      id: `c${place}`,
      name: `c${place}`,
    }));
    const chain = names.slice(1).map((_, place) => contains(place, place + 1));
    const written = rewritten(sbom(names, { relations: chain }));
    assert.equal(written.components.length, 5000);
    assert.equal(written.relations.length, 4705);
    const cycle = sbom(names.slice(0, 3), {
      relations: [contains(0, 1), contains(1, 0), contains(2, 2), contains(2, 1)],
    });
    assert.deepEqual(rewritten(cycle).relations, [contains(0, 1)]);
  });

  it("a date, a hash and a type that are none are left out", async () => {
    const list = sbom([{ name: "a", type: "gadget", hashes: new Map([["sha256", "no digits"]]) }], {
      created: "yesterday",
    });
    const { created, components } = rewritten(list);
    assert.deepEqual(
      [created, components[0]?.type, components[0]?.hashes.size],
      [null, "library", 0],
    );
  });
});
