import assert from "node:assert/strict";
import { partOf } from "../../src/attestations/sbom/part";
import { exportChoices, exportName } from "../../src/vscode/exportFormats";
import { writeSbom } from "../../src/vscode/writeSbom";
import { large, shop } from "../view/sample";
import { sbomOf } from "../attestations/read";

const patient = new AbortController().signal;
const write = async (list = shop, format: "json" | "xml" = "json") =>
  Buffer.from(await writeSbom({ sbom: list, format }, () => undefined, patient)).toString();

describe("The export of components", function () {
  this.timeout(120_000);

  it("is CycloneDX with the components and what they need", async () => {
    const said: string[] = [];
    const task = { sbom: shop, format: "json" } as const;
    const bytes = await writeSbom(task, (text) => said.push(text), patient);
    const read = sbomOf(Buffer.from(bytes).toString());
    assert.deepEqual(read.components.map(({ name, version }) => `${name} ${version}`).slice(0, 3), [
      "acme/shop 1.4.0",
      "express 4.21.2",
      "accepts 1.3.8",
    ]);
    assert.equal(read.relations.length, shop.relations.length);
    assert.deepEqual(said, ["Checking it against the schema of CycloneDX…"]);
  });

  it("is XML where that is asked for", async () => {
    assert.match(await write(shop, "xml"), /^<\?xml [^]*<name>express<\/name>/);
  });

  it("is stopped while it is written", async () => {
    const controller = new AbortController();
    const task = { sbom: large(50_000), format: "json" } as const;
    const running = writeSbom(task, () => undefined, controller.signal);
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await assert.rejects(running, { message: "enough" });
  });

  it("takes 50,000 components", async () => {
    const text = await write(large(50_000));
    assert.equal(text.match(/"bom-ref"/g)?.length, 50_001);
  });

  it("has what is shown alone, with the relations among it", () => {
    const part = partOf(shop, [2, 3, 99]);
    assert.deepEqual(
      part.components.map(({ name }) => name),
      ["acme/shop", "accepts", "mime-types"],
    );
    assert.deepEqual(part.relations, [{ from: 1, to: 2, kind: "depends-on" }]);
    assert.equal(part.root, 0);
  });

  it("offers the document as it was found, by the name of its kind", () => {
    const extension = (format: string, text: string) =>
      exportChoices({ format, content: Buffer.from(text), predicateType: null }).find(
        (choice) => choice.format === "found",
      )?.extension;
    assert.equal(extension("SPDX 2.3", "\n{}"), "spdx.json");
    assert.equal(extension("SPDX 2.3 tag-value", "SPDXVersion: SPDX-2.3"), "spdx");
    assert.equal(extension("CycloneDX 1.5", "<bom/>"), "cdx.xml");
  });

  for (const [source, name] of [
    ["registry.example.com/acme/shop:1.4", "shop-1.4.csv"],
    ["dhi.io/node@sha256:abc", "node.csv"],
    ["build/app.spdx.json", "app.csv"],
    ["oci:../../etc/..", "sbom.csv"],
    ["a/\u202egpj.exe; rm -rf", "gpj.exe-rm--rf.csv"],
    ["a/" + "x".repeat(300), `${"x".repeat(80)}.csv`],
  ] as const) {
    it(`is called ${name.slice(0, 30)}`, () => assert.equal(exportName(source, "csv"), name));
  }
});
