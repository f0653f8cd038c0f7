import assert from "node:assert/strict";
import { createComparisonTable, type ComparisonQuery } from "../../src/view/comparisonTable";
import { packageChanges } from "../../src/view/packageChanges";
import { assertLinear } from "../operations";
import { packages } from "./comparedSample";

const changes = packageChanges(
  packages("bash 5.2", "libc6 2.36", "npm:qs 6.10.0", "npm:ms 2.0.0"),
  packages("libc6 2.41", "npm:qs 6.9.0", "openssl 3.5"),
);
const table = createComparisonTable(changes);
const all: ComparisonQuery = {
  filter: "",
  kinds: [],
  ecosystems: [],
  sort: { column: "change", descending: false },
};
const names = (query: Partial<ComparisonQuery> = {}) =>
  table.page({ ...all, ...query }, 0, 200).rows.map(({ cells }) => cells.name);

describe("The table of packages that differ", () => {
  it("has what is gone first, then what is added, then what changed, each by name", () => {
    assert.deepEqual(names(), ["bash", "ms", "openssl", "libc6", "qs"]);
  });

  it("is ordered by any column, versions as numbers, what is empty last", () => {
    const by = (column: ComparisonQuery["sort"]["column"], descending = false) =>
      names({ sort: { column, descending } });
    assert.deepEqual(by("name"), ["bash", "libc6", "ms", "openssl", "qs"]);
    assert.deepEqual(by("name", true), ["qs", "openssl", "ms", "libc6", "bash"]);
    assert.deepEqual(by("before"), ["ms", "libc6", "bash", "qs", "openssl"]);
    assert.deepEqual(by("ecosystem"), ["bash", "libc6", "openssl", "ms", "qs"]);
  });

  it("is narrowed by words, kinds and types, all at once", () => {
    assert.deepEqual(names({ filter: "NEW 6" }), []);
    assert.deepEqual(names({ filter: "pkg:npm 6.9" }), ["qs"]);
    assert.deepEqual(names({ filter: ".*" }), [], "a filter is no pattern");
    assert.deepEqual(names({ kinds: ["gone"] }), ["bash", "ms"]);
    assert.deepEqual(names({ kinds: ["gone", "changed"], ecosystems: ["npm"] }), ["ms", "qs"]);
  });

  it("counts what it can be narrowed by", () => {
    assert.deepEqual(
      [...table.kinds, ...table.ecosystems].map(({ label, count }) => `${label} ${count}`),
      ["gone 2", "added 1", "changed 2", "deb, debian 3", "npm 2"],
    );
  });

  it("gives at most 200 rows, and none outside", () => {
    const lines = Array.from({ length: 500 }, (_, at) => `p${at} 1`);
    const long = createComparisonTable(packageChanges(packages(...lines), packages()));
    const page = long.page(all, 100, 1000);
    assert.deepEqual([page.total, page.matched, page.from, page.rows.length], [500, 500, 100, 200]);
    assert.deepEqual(long.page(all, 5_000, 10).rows, []);
  });

  it("shows what can't be seen, and says where there is no version", () => {
    const made = packageChanges(packages(), packages("a\u202eb", "npm:x 1"));
    const [row] = createComparisonTable(made).page(all, 0, 1).rows;
    assert.deepEqual([row?.cells.name, row?.cells.after], ["a⟨U+202E⟩b", "no version"]);
  });

  it("a question costs one pass", () => {
    assertLinear(20_000, (size) => {
      const lines = Array.from({ length: size }, (_, at) => `p${at} 1.${at}`);
      const long = createComparisonTable(packageChanges(packages(...lines), packages()));
      long.page(all, 0, 10);
      return () => long.page({ ...all, filter: "p1 debian" }, 0, 10);
    });
  });
});
