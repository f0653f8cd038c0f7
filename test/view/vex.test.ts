import assert from "node:assert/strict";
import type { VexStatement } from "../../src/attestations/vex/model";
import type { EvidenceItem } from "../../src/verify/item";
import { createComponentTable } from "../../src/view/componentTable";
import { componentVex } from "../../src/view/componentVex";
import { createVexTable } from "../../src/view/vexTable";
import {
  component,
  evidence,
  said,
  sbom,
  shop,
  shopStatements,
  statement,
  vexEvidence,
} from "./sample";

const unsigned = { verdict: "unsigned", signer: null } as const;
const express = "pkg:npm/express@4.21.2";
const everything = { filter: "", statuses: [] } as const;

function table(statements: readonly VexStatement[], rest: Partial<EvidenceItem> = {}) {
  const made = createVexTable(vexEvidence(statements, rest).result.items);
  assert.ok(made !== null);
  return made;
}

describe("The table of VEX statements", () => {
  it("is grouped by status, what needs somebody first", () => {
    const { rows } = table(shopStatements).page(everything, 0, 10);
    assert.deepEqual(
      rows.map(
        ({ cells, isOlder }) =>
          `${cells.status}: ${cells.vulnerability}${isOlder ? ", replaced" : ""}`,
      ),
      [
        "affected: CVE-2026-2",
        "under investigation: CVE-2026-1, replaced",
        "not affected: CVE-2026-1",
      ],
    );
    assert.equal(rows[2]?.cells.reason, "The vulnerable code is never run.");
  });

  it("is narrowed by status and by words", () => {
    const made = table(shopStatements);
    assert.equal(made.page({ filter: "", statuses: ["fixed"] }, 0, 10).matched, 0);
    assert.equal(made.page({ filter: "", statuses: ["affected"] }, 0, 10).matched, 1);
    assert.equal(made.page({ filter: "express", statuses: [] }, 0, 10).matched, 2);
    assert.deepEqual(
      made.summary.statuses.map(({ label, count }) => `${label} ${count}`),
      ["affected 1", "under investigation 1", "not affected 1"],
    );
  });

  it("says what counts and what is a claim", () => {
    assert.match(table(shopStatements).summary.standing, /^All of them count/);
    const claims = table(shopStatements, unsigned);
    assert.match(claims.summary.standing, /^None of it counts/);
    assert.equal(claims.page(everything, 0, 1).rows[0]?.cells.standing, "claim, unsigned");
  });

  it("a file that the person opened counts, signed or not, but where a check of it failed", () => {
    const file = { ...unsigned, place: "file" } as const;
    const own = table(shopStatements, file);
    assert.equal(own.summary.standing, "All of them count: they are of files that you opened.");
    assert.equal(own.page(everything, 0, 1).rows[0]?.cells.standing, "counts, opened by you");
    const broken = table(shopStatements, { ...file, verdict: "failed" });
    assert.match(broken.summary.standing, /^None of it counts/);
    assert.equal(broken.page(everything, 0, 1).rows[0]?.cells.standing, "claim, a check failed");
    const both = [...vexEvidence().result.items, ...vexEvidence(shopStatements, file).result.items];
    assert.equal(
      createVexTable(both)?.summary.standing,
      "All of them count: they are verified, and their signer may speak for this image, or of files that you opened.",
    );
    const some = [...vexEvidence(shopStatements, unsigned).result.items, ...both.slice(-1)];
    assert.equal(
      createVexTable(some)?.summary.standing,
      "3 of 6 count: they are of files that you opened. The others are claims.",
    );
  });

  it("not affected without a reason is no good news", () => {
    const bare = { ...said("CVE-1", "not_affected", express, null), justification: null };
    assert.equal(table([bare]).page(everything, 0, 1).rows[0]?.tone, "attention");
  });

  it("the history of a statement is by time, of the same product", () => {
    const other = said("CVE-2026-1", "fixed", "pkg:npm/accepts@1.3.8", "2026-11-02T00:00:00Z");
    const detail = table([...shopStatements, other]).detail(1);
    assert.deepEqual(
      detail?.history.map(({ time, status, isThis }) => `${time} ${status} ${isThis}`),
      ["2026-11-01T00:00:00Z under investigation false", "2026-11-03T00:00:00Z not affected true"],
    );
    assert.equal(table(shopStatements).detail(3), null);
  });

  it("a claim replaces nothing that counts", () => {
    const vex = (statements: readonly VexStatement[]) =>
      ({
        kind: "vex",
        vex: { id: null, author: null, timestamp: null, version: null, statements },
      }) as const;
    const old = said("CVE-1", "affected", express, "2026-01-01T00:00:00Z");
    const late = said("CVE-1", "not_affected", express, "2026-12-01T00:00:00Z");
    const items = [statement(vex([old])), statement(vex([late]), unsigned)];
    const rows = createVexTable(items)?.page(everything, 0, 2).rows ?? [];
    assert.deepEqual(
      rows.map(({ isOlder }) => isOlder),
      [false, false],
    );
  });

  it("there is none without statements", () => {
    assert.equal(createVexTable([]), null);
    assert.equal(
      createVexTable(evidence([statement({ kind: "sbom", sbom: shop })]).result.items),
      null,
    );
  });
});

describe("VEX of a component", () => {
  const texts = (statements: readonly VexStatement[], rest: Partial<EvidenceItem> = {}) => {
    const made = createComponentTable(shop, componentVex(shop, vexEvidence(statements, rest)));
    const query = {
      ...{ filter: "", types: [], families: [], directOnly: false, duplicatesOnly: false },
      sort: { column: "name", descending: false },
    } as const;
    return made
      .page(query, 0, 20)
      .rows.filter(({ cells }) => cells.vex !== "")
      .map(({ cells }) => `${cells.name} ${cells.version}: ${cells.vex}`);
  };

  it("exact by its purl, relaxed by its source package; of its version alone", () => {
    assert.deepEqual(texts(shopStatements, { ...unsigned, place: "file" }), texts(shopStatements));
    assert.deepEqual(texts(shopStatements), [
      "express 4.21.2: not affected 1",
      "libssl3 3.0.17-1~deb12u3: affected 1 (relaxed)",
    ]);
  });

  it("of each component, where several statements on one vulnerability name one each", () => {
    const cookie = "pkg:npm/cookie@1.0.0";
    const list = sbom([express, cookie].map((purl) => component(purl, { purl })));
    const statements = [express, cookie].map((purl) => said("CVE-1", "affected", purl, null));
    assert.deepEqual([...componentVex(list, vexEvidence(statements)).keys()], [0, 1]);
  });

  it("what nobody stands for is a claim", () => {
    assert.deepEqual(texts(shopStatements.slice(0, 2), unsigned), [
      "express 4.21.2: not affected 1 (claim)",
    ]);
  });

  it("is told in the detail, with the kind of match", () => {
    const vex = componentVex(shop, vexEvidence());
    const fields = createComponentTable(shop, vex).detail(4)?.fields ?? [];
    assert.deepEqual(
      fields.filter(({ label }) => label === "VEX").map(({ text }) => text),
      ["CVE-2026-2: affected, relaxed match, counts"],
    );
  });

  it("of the part of an image that is another one, nothing", () => {
    const part = said("CVE-1", "affected", express, null);
    const other = {
      id: "pkg:oci/other",
      purls: ["pkg:oci/other"],
      hashes: new Map<string, string>(),
    };
    const products = [{ ...other, subcomponents: part.products }];
    assert.deepEqual(texts([{ ...part, products }]), []);
  });

  it("twenty thousand statements on as many components ask once for each", () => {
    const size = 20_000;
    const purl = (at: number) => `pkg:npm/package-${at}@1`;
    const list = sbom(
      Array.from({ length: size }, (_, at) => component(`p${at}`, { purl: purl(at) })),
    );
    const statements = Array.from({ length: size }, (_, at) =>
      said(`CVE-${at}`, "fixed", purl(at), null),
    );
    assert.equal(componentVex(list, vexEvidence(statements)).size, size);
  });
});
