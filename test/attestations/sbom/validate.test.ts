import assert from "node:assert/strict";
import { createValidator, schemaFileNames } from "../../../src/attestations/sbom/validate";
import { readSchema, validate } from "./schemas";

const check = (document: object | string) =>
  validate(Buffer.from(typeof document === "string" ? document : JSON.stringify(document)));
const minimal = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1 };
const library = { type: "library", name: "a", version: "1" };

describe("validating CycloneDX", function () {
  // Compiling a schema takes its time.
  this.timeout(60_000);

  it("what is valid", async () => {
    for (const specVersion of ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]) {
      const document = { ...minimal, specVersion, components: [library] };
      assert.deepEqual(await check(document), { kind: "valid", version: specVersion });
    }
  });

  for (const [what, document, problems] of [
    [
      "a type that is none",
      { ...minimal, components: [{ ...library, type: "thing" }] },
      ["/components/0/type must be equal to one of the allowed values."],
    ],
    [
      "a field too many",
      { ...minimal, colour: "red" },
      ['The document must NOT have additional properties ("colour").'],
    ],
    [
      "a component twice, its fields in another order",
      { ...minimal, components: [library, { version: "1", name: "a", type: "library" }] },
      ['/components must pass "uniqueItems" keyword validation.'],
    ],
    [
      "a component twice, that differs from others only inside",
      {
        ...minimal,
        components: ["1", "2", "1"].map((value) => ({
          ...library,
          properties: [{ name: "a", value }],
        })),
      },
      ['/components must pass "uniqueItems" keyword validation.'],
    ],
    [
      "another format's name",
      { ...minimal, bomFormat: "SPDX" },
      ["/bomFormat must be equal to one of the allowed values."],
    ],
  ] as const) {
    it(`${what} is invalid`, async () => {
      assert.deepEqual(await check(document), { kind: "invalid", version: "1.6", problems });
    });
  }

  for (const [document, problem] of [
    ["{", "Line 1, byte 2: The text ends in the middle."],
    [{ spdxVersion: "SPDX-2.3" }, "It is not CycloneDX in JSON."],
    [{ ...minimal, specVersion: "1.1" }, "Its version is not one of CycloneDX 1.2 to 1.7."],
    [{ ...minimal, specVersion: 1.6 }, "Its version is not one of CycloneDX 1.2 to 1.7."],
  ] as const) {
    it(`cannot be done for ${JSON.stringify(document)}`, async () => {
      assert.deepEqual(await check(document), { kind: "unchecked", problem });
    });
  }

  it("asks for no schema but those that ship, and once for each", async () => {
    const asked: string[] = [];
    const own = createValidator((file) => {
      asked.push(file);
      return readSchema(file);
    });
    await own(Buffer.from(JSON.stringify(minimal)));
    await own(Buffer.from(JSON.stringify(minimal)));
    assert.equal(asked.length, 4);
    assert.deepEqual(
      asked.filter((file) => !schemaFileNames.includes(file)),
      [],
    );
  });
});
