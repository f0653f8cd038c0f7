import assert from "node:assert/strict";
import type { ReadDocument } from "../../src/attestations/document";
import { readDocument } from "../../src/attestations/read";
import type { Sbom } from "../../src/attestations/sbom/model";
import { writeCycloneDx } from "../../src/attestations/sbom/writeCycloneDx";
import { wholeDocuments } from "./wholeDocuments";

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Reads, and goes through all that was read as its users do. */
function use(bytes: Uint8Array): ReadDocument {
  const read = readDocument(bytes);
  for (const document of [read.document, ...read.also])
    if (document.kind === "sbom") writeCycloneDx(document.sbom, "json");
  assert.ok(read.problems.every((problem) => problem.length < 1000));
  return read;
}

function sbomOf(value: unknown): Sbom {
  const { document } = use(bytesOf(value));
  assert.ok(document.kind === "sbom");
  return document.sbom;
}

/** The same value with one thing in it replaced: each place, each replacement. */
function* variants(value: unknown): Generator<unknown> {
  yield* replacements;
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries())
      for (const variant of variants(inner)) yield value.with(index, variant);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value))
      for (const variant of variants(inner)) yield { ...value, [name]: variant };
  }
}

const replacements = [
  null,
  true,
  7,
  -1.5,
  "",
  "text",
  [],
  [null, 1, "a", [], {}],
  {},
  { a: { b: 1 } },
];

describe("hostile documents", function () {
  this.timeout(120_000);

  for (const [format, document] of Object.entries(wholeDocuments)) {
    it(`${format}: each field of each wrong type is read or told, never thrown`, () => {
      const whole = use(bytesOf(document));
      assert.deepEqual(
        [whole.problems, whole.document.kind !== "other" || whole.format === format],
        [[], true],
      );
      let told = 0;
      for (const variant of variants(document)) told += use(bytesOf(variant)).problems.length;
      assert.ok(told > 0);
    });

    it(`${format}: cut off anywhere`, () => {
      const bytes = bytesOf(document);
      for (let end = 0; end < bytes.length; end += 1) {
        const { document: read, problems } = readDocument(bytes.subarray(0, end));
        assert.deepEqual([read.kind, problems.length], ["other", 1]);
      }
    });

    it(`${format}: with fields that JavaScript objects have by themselves`, () => {
      const text = JSON.stringify(document).replaceAll(
        "{",
        '{"__proto__":{"name":"polluted"},"constructor":1,"toString":[],"hasOwnProperty":null,',
      );
      use(Buffer.from(text.replaceAll(",}", "}")));
      assert.equal(Reflect.get({}, "name"), undefined);
    });
  }

  it("XML cut off anywhere", () => {
    const sbom = sbomOf(wholeDocuments["CycloneDX"]);
    const bytes = Buffer.from(writeCycloneDx(sbom, "xml").trimEnd());
    for (let end = 1; end < bytes.length; end += 1) {
      const { document, problems } = readDocument(bytes.subarray(0, end));
      assert.deepEqual([document.kind, problems.length], ["other", 1]);
    }
    assert.equal(readDocument(bytes).document.kind, "sbom");
  });

  it("nothing is taken from a prototype", () => {
    for (const text of [
      '{"__proto__":{"spdxVersion":"SPDX-2.3","packages":[]}}',
      '{"__proto__":{"bomFormat":"CycloneDX"}}',
      '{"constructor":{"prototype":{"bomFormat":"CycloneDX"}}}',
    ])
      assert.equal(readDocument(Buffer.from(text)).document.kind, "other");
  });

  for (const [what, opening, closing] of [
    ["lists", "[", "]"],
    ["objects", '{"components":', "}"],
    ["lists and objects", '[{"a":', "}]"],
  ] as const) {
    it(`${what} nested a million deep`, () => {
      const text = opening.repeat(1_000_000) + "1" + closing.repeat(1_000_000);
      const { problems } = readDocument(Buffer.from(text));
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", /Nested deeper than 64 levels\.$/);
    });
  }

  it("elements nested a million deep, and an attribute a hundred thousand times", () => {
    const open = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">';
    const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}="1"`).join(" ");
    for (const text of [open.repeat(1_000_000), `${open}<a ${attributes}/></bom>`])
      assert.ok(readDocument(Buffer.from(text)).problems.length <= 1);
  });

  it("more than 64 MiB, before a byte is looked at", () => {
    for (const first of ["{", "<"]) {
      const bytes = Buffer.alloc(64 * 1024 * 1024 + 1, first);
      assert.deepEqual(readDocument(bytes).problems, [
        "The document has 67108865 bytes; up to 67108864 are read.",
      ]);
    }
  });

  it("relations in circles", () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `p${index}`);
    const { relations } = sbomOf({
      spdxVersion: "SPDX-2.3",
      packages: ids.map((id) => ({ SPDXID: id, name: id })),
      relationships: ids.flatMap((id, index) =>
        ["CONTAINS", "CONTAINED_BY", "DEPENDS_ON", "DESCRIBES"].map((relationshipType) => ({
          spdxElementId: id,
          relationshipType,
          relatedSpdxElement: ids[(index + 1) % ids.length],
        })),
      ),
    });
    assert.equal(relations.length, 8000);
  });

  it("one identifier a hundred thousand times", () => {
    const component = { "bom-ref": "same", type: "library", name: "a" };
    const components = Array.from({ length: 100_000 }, () => component);
    const { problems, document } = readDocument(bytesOf({ bomFormat: "CycloneDX", components }));
    assert.ok(document.kind === "sbom" && document.sbom.components.length === 100_000);
    assert.deepEqual(problems, ['Two components have the bom-ref "same".']);
  });

  it("a hundred thousand different faults make fifty sentences and a count", () => {
    const components = Array.from({ length: 100_000 }, (_, index) => ({
      "bom-ref": `c${index >> 1}`,
      name: "a",
    }));
    const { problems } = readDocument(bytesOf({ bomFormat: "CycloneDX", components }));
    assert.equal(problems.length, 51);
    assert.equal(problems.at(-1), "49950 more problems are not listed.");
  });

  it("a name of a megabyte makes a short sentence", () => {
    const name = "x".repeat(1_000_000);
    const component = { "bom-ref": name, type: "library", name };
    for (const text of [
      JSON.stringify({ bomFormat: "CycloneDX", components: [component, component] }),
      `<${name}/>`,
      `<a></${name}>`,
    ]) {
      const { problems } = readDocument(Buffer.from(text));
      assert.deepEqual(
        problems.map(({ length }) => length <= 500),
        [true],
      );
    }
  });

  it("names with control characters, markup and half surrogates stay what they are", () => {
    const name = '<img src=x onerror="a">\u0000\u202e\ud800';
    const sbom = sbomOf({ bomFormat: "CycloneDX", components: [{ type: "library", name }] });
    assert.equal(sbom.components[0]?.name, name);
    assert.ok(!writeCycloneDx(sbom, "xml").includes("<img"));
  });

  it("a text of SPDX without an end, and one of nothing but tags", () => {
    const openTexts = `SPDXVersion: SPDX-2.3\n${"PackageName: <text>\n".repeat(100_000)}`;
    const names = `SPDXVersion: SPDX-2.3\n${"PackageName: a\n".repeat(100_000)}`;
    const counts = [openTexts, names].map((text) => {
      const { document } = readDocument(Buffer.from(text));
      return document.kind === "sbom" ? document.sbom.components.length : -1;
    });
    assert.deepEqual(counts, [1, 100_000]);
  });
});
