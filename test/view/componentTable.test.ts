import assert from "node:assert/strict";
import { heldBy } from "../../src/view/components";
import { createComponentTable, type ComponentQuery } from "../../src/view/componentTable";
import { component, large, sbom, shop } from "./sample";

const all: ComponentQuery = {
  filter: "",
  types: [],
  families: [],
  directOnly: false,
  duplicatesOnly: false,
  sort: { column: "name", descending: false },
};

/** The names that a query leaves, in its order. */
function names(query: Partial<ComponentQuery>, list = shop): readonly string[] {
  const { rows } = createComponentTable(list).page({ ...all, ...query }, 0, 200);
  return rows.map(({ cells }) => cells.name);
}

describe("The table of components", () => {
  it("has all but what the list is about, by name", () => {
    assert.deepEqual(names({}), [
      "accepts",
      "bash",
      "express",
      "libssl3",
      "libssl3",
      "mime-types",
      "tzdata",
    ]);
    assert.equal(heldBy(shop).length, 7);
    assert.equal(heldBy({ ...shop, root: null }).length, 8);
  });

  it("is filtered by words in any column and any case", () => {
    assert.deepEqual(names({ filter: "OPENSSL debian" }), ["libssl3"]);
    assert.deepEqual(names({ filter: "gpl" }), ["bash"]);
    assert.deepEqual(names({ filter: "distro=debian-12" }), ["libssl3"]);
    assert.deepEqual(names({ filter: "express accepts" }), []);
    assert.deepEqual(names({ filter: ".*" }), [], "a filter is no pattern");
  });

  it("is narrowed by type, licence, need and doubles, all at once", () => {
    assert.deepEqual(names({ types: ["npm"] }), ["accepts", "express", "mime-types"]);
    assert.deepEqual(names({ families: ["none", "copyleft"] }), ["bash", "tzdata"]);
    assert.deepEqual(names({ directOnly: true }), ["express", "libssl3"]);
    assert.deepEqual(names({ duplicatesOnly: true }), ["libssl3", "libssl3"]);
    const scoped = ["pkg:npm/@a/one", "pkg:npm/@a/two"].map((purl) => component(purl, { purl }));
    assert.deepEqual(names({ duplicatesOnly: true }, sbom([component("root"), ...scoped])), []);
    assert.deepEqual(names({ directOnly: true, types: ["npm"] }), ["express"]);
  });

  it("versions are ordered as numbers, empty cells come last", () => {
    const list = sbom([
      component("root"),
      component("a", { version: "1.10" }),
      component("b", { version: "1.9" }),
      component("c"),
    ]);
    const sorted = (descending: boolean) =>
      names({ sort: { column: "version", descending } }, list);
    assert.deepEqual(sorted(false), ["b", "a", "c"]);
    assert.deepEqual(sorted(true), ["c", "a", "b"]);
  });

  it("counts what can be chosen", () => {
    const { types, families, direct, duplicates, total } = createComponentTable(shop);
    assert.deepEqual(
      types.map(({ value, count }) => `${value} ${count}`),
      ["deb 4", "npm 3"],
    );
    assert.deepEqual(
      families.map(({ label, count }) => `${label} ${count}`),
      ["Permissive 5", "Copyleft 1", "No licence 1"],
    );
    assert.deepEqual({ direct, duplicates, total }, { direct: 2, duplicates: 2, total: 7 });
  });

  it("where the root only holds everything, direct is what nothing else needs", () => {
    const list = sbom([component("root"), component("a"), component("b")], [[1, 2]]);
    assert.deepEqual(names({ directOnly: true }, list), ["a"]);
  });

  it("where nothing is said to need anything, nothing is direct", () => {
    const list = sbom([component("root"), component("a")], [[0, 1]], "contains");
    assert.equal(createComponentTable(list).direct, null);
    assert.deepEqual(names({ directOnly: true }, list), []);
  });

  it("gives any part of 50,000 rows, and at most 200 of them", () => {
    const table = createComponentTable(large(50_000));
    const page = table.page(all, 49_990, 1_000_000);
    assert.deepEqual([page.matched, page.rows.length], [50_000, 10]);
    assert.equal(page.rows.at(-1)?.cells.name, "package-050000");
    assert.equal(table.page(all, 0, 1_000_000).rows.length, 200);
    assert.deepEqual(table.page(all, 60_000, 10).rows, []);
  });

  it("what can't be seen is named, and what is long is cut", () => {
    const list = sbom([
      component("root"),
      component("safe\u202egpj.exe", { version: "1".repeat(5_000) }),
    ]);
    const [row] = createComponentTable(list).page(all, 0, 1).rows;
    assert.equal(row?.cells.name, "safe⟨U+202E⟩gpj.exe");
    assert.equal(row?.cells.version.length, 4_096);
  });
});

describe("The detail of a component", () => {
  const detail = (index: number, list = shop) => {
    const found = createComponentTable(list).detail(index);
    assert.ok(found);
    return found;
  };
  const texts = (links: readonly { readonly text: string }[]) => links.map(({ text }) => text);

  it("says why it is there, step by step", () => {
    const { path, needs, neededBy } = detail(2);
    assert.deepEqual(texts(path), ["acme/shop 1.4.0", "express 4.21.2", "accepts 1.3.8"]);
    assert.deepEqual(texts(needs.shown), ["mime-types 2.1.35"]);
    assert.deepEqual(texts(neededBy.shown), ["express 4.21.2"]);
  });

  it("takes the shortest way, and none that runs in a circle", () => {
    const list = sbom(
      ["root", "a", "b", "c"].map((name) => component(name)),
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 1],
        [1, 3],
        [3, 3],
      ],
    );
    assert.deepEqual(texts(detail(3, list).path), ["root", "a", "c"]);
  });

  it("has no way where the list says nothing of it", () => {
    assert.deepEqual(detail(7).path, []);
  });

  it("names doubles and a missing licence", () => {
    assert.deepEqual(detail(4).marks, ["It is listed in other versions too: 3.0.15-1~deb12u1."]);
    assert.deepEqual(detail(7).marks, ["The list names no licence for it."]);
  });

  it("is as complete as the list", () => {
    const lines = detail(4).fields.map(({ label, text }) => `${label}: ${text}`);
    assert.deepEqual(lines, [
      "Name: libssl3",
      "Version: 3.0.17-1~deb12u3",
      "Type: deb",
      "Licence: Apache-2.0 (Permissive)",
      "Supplier: Debian OpenSSL Team",
      "Package URL: pkg:deb/debian/libssl3@3.0.17-1~deb12u3?arch=amd64&distro=debian-12",
      "Built from: openssl@3.0.17-1~deb12u3",
      `sha256: ${"ab".repeat(32)}`,
      "Identifier: id-libssl3",
    ]);
  });

  it("shows what can't be seen", () => {
    const list = sbom([
      component("root"),
      component("a\u202eb", { hashes: new Map([["\u200b", "c"]]) }),
    ]);
    const shown = detail(1, list).fields.map(({ label, text }) => `${label}: ${text}`);
    assert.deepEqual([shown.at(0), shown.at(-2)], ["Name: a⟨U+202E⟩b", "⟨U+200B⟩: c"]);
  });

  it("there is none of the root, nor of a place that is none", () => {
    const table = createComponentTable(shop);
    assert.equal(table.detail(0), null);
    assert.equal(table.detail(99), null);
  });

  it("a component that everything needs shows the first fifty", () => {
    const list = sbom(
      [component("root"), ...Array.from({ length: 100 }, (_, index) => component(`p${index}`))],
      Array.from({ length: 99 }, (_, index) => [index + 2, 1] as const),
    );
    const { neededBy } = detail(1, list);
    assert.deepEqual([neededBy.total, neededBy.shown.length], [99, 50]);
  });
});
