import assert from "node:assert/strict";
import { readDocument } from "../../../src/attestations/read";
import { read, sbomOf } from "../read";

const bom = (content: string, version = "1.6") =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/${version}" serialNumber="urn:uuid:1" version="1">${content}</bom>`;
const component = (inner: string) => `<component type="library" bom-ref="a">${inner}</component>`;
const problemsOf = (text: string | Buffer) => readDocument(Buffer.from(text)).problems;

/** The same document in both forms. */
const xml = bom(`
  <metadata>
    <timestamp>2026-11-01T00:00:00Z</timestamp>
    <tools><tool><vendor>anchore</vendor><name>syft</name><version>1.29.0</version></tool></tools>
    <component type="container" bom-ref="image"><name>app</name></component>
  </metadata>
  <components>
    <component type="library" bom-ref="core">
      <supplier><name>Babel</name></supplier>
      <group>@babel</group>
      <name>core</name>
      <version>7.0.0</version>
      <hashes><hash alg="SHA-256">ab</hash></hashes>
      <licenses><license><id>MIT</id></license><expression>ISC OR 0BSD</expression></licenses>
      <purl>pkg:npm/%40babel/core@7.0.0</purl>
      <components>${component("<name>inner &amp; outer</name>")}</components>
      <properties><property name="syft:metadata:source">core-source</property></properties>
    </component>
  </components>
  <dependencies>
    <dependency ref="core"><dependency ref="a"/><provides ref="image"/></dependency>
  </dependencies>
  <vulnerabilities>
    <vulnerability>
      <id>CVE-1</id>
      <references><reference><id>GHSA-1</id></reference></references>
      <ratings><rating><score>7.5</score><severity>high</severity></rating></ratings>
      <affects><target><ref>core</ref></target></affects>
    </vulnerability>
    <vulnerability>
      <id>CVE-2</id>
      <analysis>
        <state>not_affected</state>
        <justification>code_not_present</justification>
        <responses><response>will_not_fix</response></responses>
        <detail><![CDATA[Not <here>.]]></detail>
      </analysis>
    </vulnerability>
  </vulnerabilities>`);
const json = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  serialNumber: "urn:uuid:1",
  version: 1,
  metadata: {
    timestamp: "2026-11-01T00:00:00Z",
    tools: [{ vendor: "anchore", name: "syft", version: "1.29.0" }],
    component: { type: "container", "bom-ref": "image", name: "app" },
  },
  components: [
    {
      type: "library",
      "bom-ref": "core",
      supplier: { name: "Babel" },
      group: "@babel",
      name: "core",
      version: "7.0.0",
      hashes: [{ alg: "SHA-256", content: "ab" }],
      licenses: [{ license: { id: "MIT" } }, { expression: "ISC OR 0BSD" }],
      purl: "pkg:npm/%40babel/core@7.0.0",
      components: [{ type: "library", "bom-ref": "a", name: "inner & outer" }],
      properties: [{ name: "syft:metadata:source", value: "core-source" }],
    },
  ],
  dependencies: [{ ref: "core", dependsOn: ["a"], provides: ["image"] }],
  vulnerabilities: [
    {
      id: "CVE-1",
      references: [{ id: "GHSA-1" }],
      ratings: [{ score: 7.5, severity: "high" }],
      affects: [{ ref: "core" }],
    },
    {
      id: "CVE-2",
      analysis: {
        state: "not_affected",
        justification: "code_not_present",
        response: ["will_not_fix"],
        detail: "Not <here>.",
      },
    },
  ],
};

describe("CycloneDX as XML", () => {
  it("says what the same document in JSON says", () => {
    assert.deepEqual(read(xml), read(json));
    assert.equal(read(xml).also.length, 2);
  });

  it("of versions that had no JSON", () => {
    for (const version of ["1.0", "1.1"]) {
      const { format, document } = read(
        bom(`<components>${component("<name>x</name>")}</components>`, version),
      );
      assert.equal(format, `CycloneDX ${version}`);
      assert.ok(document.kind === "sbom");
      assert.deepEqual(
        document.sbom.components.map(({ name }) => name),
        ["x"],
      );
    }
  });

  it("tools as components, and an expression with details", () => {
    const { tools, components } = sbomOf(
      bom(
        `<metadata><tools><components><component type="application"><name>trivy</name></component>` +
          `</components></tools></metadata><components>` +
          component(
            `<name>x</name><licenses><expression-detailed expression="MIT OR ISC"><details/>` +
              `</expression-detailed></licenses>`,
          ) +
          `</components>`,
        "1.7",
      ),
    );
    assert.deepEqual(tools, ["trivy"]);
    assert.deepEqual(components[0]?.licenses, ["MIT OR ISC"]);
  });

  it("in UTF-16 of either order, with and without a mark, and in another encoding", () => {
    const text = bom(`<components>${component("<name>ä€</name>")}</components>`);
    const little = Buffer.from(text.replace("UTF-8", "UTF-16"), "utf16le");
    const latin = Buffer.from(text.replace("UTF-8", "ISO-8859-1").replace("€", "e"), "latin1");
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), little]);
    const name = (bytes: Buffer) => {
      const { document } = readDocument(bytes);
      return document.kind === "sbom" ? document.sbom.components[0]?.name : document;
    };
    const swapped = Buffer.from(little).swap16();
    assert.deepEqual(
      [little, marked, swapped, Buffer.from(`\ufeff${text}`)].map(name),
      Array(4).fill("ä€"),
    );
    assert.equal(name(latin), "äe");
  });

  it("elements of other namespaces are passed over, with all in them", () => {
    const [first] = sbomOf(
      bom(
        `<components>${component('<name>yes</name><x:name xmlns:x="urn:x"><name>no</name></x:name>')}</components>`,
      ),
    ).components;
    assert.equal(first?.name, "yes");
  });

  for (const [what, text, problem] of [
    [
      "a DOCTYPE",
      `<!DOCTYPE bom [<!ENTITY a "b">]>${bom("&a;").slice(38)}`,
      "The document has a DOCTYPE, which is not read.",
    ],
    [
      "billions of laughs",
      `<!DOCTYPE bom [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><bom>&b;</bom>`,
      "The document has a DOCTYPE, which is not read.",
    ],
    [
      "another root",
      `<boom xmlns="http://cyclonedx.org/schema/bom/1.6"/>`,
      'The document is XML, but no CycloneDX: it begins with "boom".',
    ],
    ["no namespace", "<bom/>", 'The document is XML, but no CycloneDX: it begins with "bom".'],
    [
      "an unknown version",
      bom("", "1.9"),
      'The document is XML, but no CycloneDX: it begins with "bom".',
    ],
    [
      "an unknown encoding",
      bom("").replace("UTF-8", "EBCDIC-CP"),
      "The document is in an encoding that is not read.",
    ],
    [
      "bytes that are not UTF-8",
      Buffer.from(bom("<a>\xe4</a>"), "latin1"),
      "The document is not UTF-8, as it says.",
    ],
    ["great depth", bom("<a>".repeat(100)), "Nested deeper than 64 levels."],
  ] as const) {
    it(`${what} is refused`, () => {
      assert.deepEqual(problemsOf(Buffer.from(text)), [problem]);
      assert.equal(readDocument(Buffer.from(text)).document.kind, "other");
    });
  }

  it("what is not well-formed is refused, and says where", () => {
    for (const text of [
      bom("<a>"),
      bom("</a>"),
      bom("&unknown;"),
      bom("").slice(0, -3),
      "<",
      "< bom",
    ]) {
      const [problem = ""] = problemsOf(text);
      assert.match(problem, /^This is not well-formed XML: \d+:\d+: /, text);
    }
  });

  it("an element too many is told", () => {
    const text = bom(`<components>${component("<name>a</name><name>b</name>")}</components>`);
    assert.deepEqual(problemsOf(text), ['"name" is there twice in one element.']);
  });
});
