import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createValidator } from "../../src/attestations/sbom/validate";
import { repository } from "../lint/check";

/** `drydock.cdx.json` is kept fresh with the notices; this is about what it says. */
describe("Drydock's own list of components", () => {
  const bytes = readFileSync(path.join(repository, "drydock.cdx.json"));

  it("is valid CycloneDX", async function () {
    this.timeout(20_000);
    const schemas = path.join(repository, "dist", "schemas");
    const validate = createValidator((file) =>
      Promise.resolve(readFileSync(path.join(schemas, file), "utf8")),
    );
    assert.deepEqual(await validate(bytes), { kind: "valid", version: "1.6" });
  });

  it("names the packages of the notices, with the licences that they name", () => {
    const notices = readFileSync(path.join(repository, "THIRD-PARTY-NOTICES.md"), "utf8");
    const told = [...notices.matchAll(/^## (\S+) (\S+)\n\nLicence: (.+)$/gm)]
      .map(([, name, version, licence]) => `${name} ${version} ${licence}`)
      .sort();
    const { components } = JSON.parse(bytes.toString()) as { components: readonly Listed[] };
    const listed = components.map(
      ({ group, name, version, licenses: [licence] }) =>
        `${group === undefined ? "" : `${group}/`}${name} ${version} ${licence?.license?.id ?? licence?.expression}`,
    );
    assert.deepEqual(listed.sort(), told);
  });
});

interface Listed {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly {
    readonly license?: { readonly id: string };
    readonly expression?: string;
  }[];
}
