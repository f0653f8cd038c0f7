import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readDocument } from "../../src/attestations/read";
import { validate } from "./sbom/schemas";

const checkout = process.env["DRYDOCK_CYCLONEDX"] ?? "";
const folder = path.join(checkout, "tools/src/test/resources");
const isPresent = checkout !== "" && existsSync(folder);

/** The examples of the versions, valid and invalid ones, as paths. */
function examples(extension: string, kind: "valid" | "invalid"): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /^1\.\d$/.test(path.dirname(name)))
    .filter((name) => path.basename(name).startsWith(`${kind}-`) && name.endsWith(extension))
    .map((name) => path.join(folder, name));
}

describe(`the CycloneDX specification's own examples${isPresent ? "" : " (not run: no checkout in DRYDOCK_CYCLONEDX)"}`, function () {
  this.timeout(120_000);
  before(function () {
    if (!isPresent) this.skip();
  });

  for (const [kind, least] of [
    ["valid", 200],
    ["invalid", 130],
  ] as const) {
    it(`JSON that is ${kind} is said to be`, async () => {
      const files = examples(".json", kind);
      for (const file of files) assert.equal((await validate(readFileSync(file))).kind, kind, file);
      assert.ok(files.length >= least, `${files.length} files`);
    });
  }

  it("valid XML is read without a problem", () => {
    const files = examples(".xml", "valid");
    for (const file of files) {
      const { format, problems } = readDocument(readFileSync(file));
      assert.equal(format, `CycloneDX ${path.basename(path.dirname(file))}`, file);
      assert.deepEqual(problems, [], file);
    }
    assert.ok(files.length >= 240, `${files.length} files`);
  });

  it("XML of a wrong namespace is refused, as is each file once it has a DOCTYPE or ends early", () => {
    for (const file of examples(".xml", "invalid").filter((name) => name.includes("namespace")))
      assert.equal(readDocument(readFileSync(file)).document.kind, "other", file);
    for (const file of examples(".xml", "valid")) {
      const text = readFileSync(file, "utf8").replace(/^\ufeff?(<\?xml[^>]*>)?/, "");
      for (const broken of [`<!DOCTYPE bom>${text}`, text.trimEnd().slice(0, -1)])
        assert.equal(readDocument(Buffer.from(broken)).document.kind, "other", file);
    }
  });
});
