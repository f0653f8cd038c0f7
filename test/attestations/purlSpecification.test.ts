import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { formatPurl, parsePurl, type Purl } from "../../src/attestations/purl";

const checkout = process.env["DRYDOCK_PURL"] ?? "";
const folder = path.join(checkout, "tests");
const isPresent = checkout !== "" && existsSync(folder);

interface Parts {
  readonly type: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: Readonly<Record<string, string>> | null;
  readonly subpath: string | null;
}

type Case = { readonly description: string; readonly expected_failure: boolean } & (
  | { readonly test_type: "parse"; readonly input: string; readonly expected_output: Parts }
  | { readonly test_type: "build"; readonly input: Parts; readonly expected_output: string }
  | { readonly test_type: "validate"; readonly input: string; readonly expected_output: string }
);

const toPurl = (parts: Parts): Purl => ({
  ...parts,
  qualifiers: new Map(Object.entries(parts.qualifiers ?? {})),
});

function toParts(purl: Purl | null): Parts | null {
  if (purl === null) return null;
  const { size } = purl.qualifiers;
  return { ...purl, qualifiers: size === 0 ? null : Object.fromEntries(purl.qualifiers) };
}

function run(one: Case): unknown {
  if (one.test_type === "parse") return toParts(parsePurl(one.input));
  if (one.test_type === "build") return formatPurl(toPurl(one.input));
  const purl = parsePurl(one.input);
  return purl === null ? null : formatPurl(purl);
}

describe(`the purl specification's own tests${isPresent ? "" : " (not run: no checkout in DRYDOCK_PURL)"}`, () => {
  before(function () {
    if (!isPresent) this.skip();
  });

  it("everything that they call valid", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    let count = 0;
    for (const file of files.filter((name) => name.endsWith("-test.json"))) {
      const { tests } = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as {
        tests: Case[];
      };
      for (const one of tests) {
        if (one.expected_failure) continue;
        assert.deepEqual(run(one), one.expected_output, `${file}: ${JSON.stringify(one.input)}`);
        count += 1;
      }
    }
    assert.ok(count > 500, `${count} cases`);
  });
});
