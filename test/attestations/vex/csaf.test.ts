import assert from "node:assert/strict";
import { read, vexOf } from "../read";

const head = {
  csaf_version: "2.0",
  publisher: { name: "Example" },
  tracking: { id: "EX-1", version: "2", current_release_date: "2026-01-01T00:00:00Z" },
};
const named = (id: string, purl?: string) => ({
  product_id: id,
  name: `The ${id}`,
  ...(purl === undefined ? {} : { product_identification_helper: { purl } }),
});
const product = { purls: [], hashes: new Map(), subcomponents: [] };

describe("CSAF", () => {
  it("statements by status, reason and remedy, of products anywhere in the tree", () => {
    const vex = vexOf({
      document: head,
      product_tree: {
        full_product_names: [named("A", "pkg:npm/a@1")],
        branches: [{ branches: [{ product: named("B") }, { product: named("C") }] }],
        product_groups: [{ group_id: "G", product_ids: ["B"] }],
      },
      vulnerabilities: [
        {
          cve: "CVE-1",
          ids: [{ text: "GHSA-1" }],
          product_status: {
            known_not_affected: ["A", "B"],
            known_affected: ["C"],
            recommended: ["A"],
          },
          flags: [
            { label: "component_not_present", product_ids: ["A"] },
            { label: "vulnerable_code_not_present", group_ids: ["G"] },
          ],
          threats: [{ category: "impact", details: "No reach." }],
          remediations: [{ category: "vendor_fix", details: "Update.", product_ids: ["C"] }],
        },
      ],
    });
    assert.deepEqual([vex.id, vex.author, vex.version], ["EX-1", "Example", "2"]);
    const statement = {
      vulnerability: "CVE-1",
      aliases: ["GHSA-1"],
      impact: "No reach.",
      action: null,
      notes: null,
      timestamp: "2026-01-01T00:00:00Z",
    };
    assert.deepEqual(vex.statements, [
      {
        ...statement,
        status: "not_affected",
        justification: "component_not_present",
        products: [{ ...product, id: "pkg:npm/a@1", purls: ["pkg:npm/a@1"] }],
      },
      {
        ...statement,
        status: "not_affected",
        justification: "vulnerable_code_not_present",
        products: [{ ...product, id: "The B" }],
      },
      {
        ...statement,
        status: "affected",
        justification: null,
        action: "Update.",
        products: [{ ...product, id: "The C" }],
      },
    ]);
  });

  it("a product made by a relationship holds the other as its part", () => {
    const { statements } = vexOf({
      document: head,
      product_tree: {
        full_product_names: [named("image", "pkg:oci/app"), named("lib", "pkg:npm/a@1")],
        relationships: [
          {
            category: "default_component_of",
            product_reference: "lib",
            relates_to_product_reference: "image",
            full_product_name: { product_id: "lib-in-image", name: "a in app" },
          },
        ],
      },
      vulnerabilities: [{ cve: "CVE-1", product_status: { fixed: ["lib-in-image", "unknown"] } }],
    });
    assert.deepEqual(statements[0]?.products, [
      {
        ...product,
        id: "pkg:oci/app",
        purls: ["pkg:oci/app"],
        subcomponents: [{ ...product, id: "pkg:npm/a@1", purls: ["pkg:npm/a@1"] }],
      },
      { ...product, id: "unknown" },
    ]);
  });

  it("2.1 with several purls, and hashes of files", () => {
    const { document, format } = read({
      document: { ...head, csaf_version: "2.1" },
      product_tree: {
        full_product_names: [
          {
            product_id: "A",
            name: "a",
            product_identification_helper: {
              purls: ["pkg:npm/a@1", "pkg:github/x/a@1"],
              hashes: [{ filename: "a.tgz", file_hashes: [{ algorithm: "sha256", value: "ab" }] }],
            },
          },
        ],
      },
      vulnerabilities: [
        { ids: [{ text: "EX-7" }], product_status: { under_investigation: ["A"] } },
      ],
    });
    assert.equal(format, "CSAF 2.1");
    assert.ok(document.kind === "vex");
    const [statement] = document.vex.statements;
    assert.equal(statement?.vulnerability, "EX-7");
    assert.deepEqual(statement?.products[0]?.purls, ["pkg:npm/a@1", "pkg:github/x/a@1"]);
    assert.deepEqual(statement?.products[0]?.hashes, new Map([["sha256", "ab"]]));
  });
});
