import assert from "node:assert/strict";
import type { Sbom } from "../../src/attestations/sbom/model";
import { createDependencyTree } from "../../src/view/dependencyTree";
import { component, large, sbom, shop } from "./sample";

type Needs = readonly (readonly [number, number])[];

/** A list of the root `r` and of components with one letter each. */
const list = (letters: string, needs: Needs, kind: "contains" | "depends-on" = "depends-on") =>
  sbom(
    [...("r" + letters)].map((name) => component(name)),
    needs,
    kind,
  );

function below(of: Sbom, parent: number | null = null): string {
  const page = createDependencyTree(of)?.page(parent, 0, 200);
  assert.ok(page);
  return page.rows.map(({ name, children }) => `${name}${children || ""}`).join(" ");
}
/** The way to a component, as its places lead down the pages. */
const path = (of: Sbom, index: number): string | undefined => {
  const tree = createDependencyTree(of);
  let parent: number | null = null;
  return tree
    ?.path(index)
    .map((place) => {
      const [row] = tree.page(parent, place, 1).rows;
      parent = row?.index ?? null;
      return `${row?.name}@${place}`;
    })
    .join(" ");
};

describe("The dependency tree", () => {
  it("begins with what the image itself needs, and with what nothing leads to", () => {
    assert.equal(below(shop), "bash express1 libssl3 libssl3 tzdata");
    assert.equal(below(shop, 1), "accepts1");
    assert.equal(below(shop, 3), "");
  });

  it("tells by the beginning of a name at which places it stands, in whatever case", () => {
    const names = ["r", "b", "Ba", "bab", "bz", "c", "caa"].map((name) => component(name));
    const needs: Needs = [1, 2, 3, 4, 5].map((to) => [0, to] as const);
    const tree = createDependencyTree(sbom(names, [...needs, [5, 6]]));
    const spans = ["b", "BA", "bb", "c", "d", "a"].map((start) => {
      const { from, to } = tree?.named(null, start) ?? { from: -1, to: -1 };
      return `${start} ${from}-${to}`;
    });
    assert.deepEqual(spans, ["b 0-4", "BA 1-3", "bb 3-3", "c 4-5", "d 5-5", "a 0-0"]);
    assert.deepEqual(tree?.named(5, "ca"), { from: 0, to: 1 });
    assert.deepEqual(tree?.named(7, "ca"), { from: 0, to: 0 });
  });

  it("is none where the list does not say what needs what", () => {
    assert.equal(createDependencyTree(list("ab", [])), null);
    const held: Needs = [
      [0, 1],
      [0, 2],
    ];
    assert.equal(createDependencyTree(list("ab", held, "contains")), null);
  });

  it("has a component that several need at several places", () => {
    const needs: Needs = [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ];
    const diamond = list("abc", needs);
    assert.equal(below(diamond), "a1 b1");
    assert.equal(below(diamond, 1), "c");
    assert.equal(below(diamond, 2), "c");
    const page = createDependencyTree(diamond)?.page(1, 0, 1);
    assert.equal(page?.rows[0]?.neededBy, 2);
  });

  it("has components that only need each other at the top, once", () => {
    const needs: Needs = [
      [1, 2],
      [2, 3],
      [3, 1],
    ];
    const cycle = list("abc", needs);
    assert.equal(below(cycle), "a1");
    assert.equal(below(cycle, 3), "a1");
    assert.equal(path(cycle, 3), "a@0 b@0 c@0");
  });

  it("never leads back to what the list is about", () => {
    const needs: Needs = [
      [0, 1],
      [1, 0],
    ];
    assert.equal(below(list("a", needs), 1), "");
  });

  it("works without something that the list is about", () => {
    const rootless = { ...list("ab", [[1, 2]]), root: null };
    assert.equal(below(rootless), "a1 r");
  });

  it("tells the shortest way to a component, by places", () => {
    assert.equal(path(shop, 3), "express@1 accepts@0 mime-types@0");
    assert.equal(path(shop, 0), "");
    assert.equal(path(shop, 99), "");
  });

  it("hands out 200 at most, and knows of all", () => {
    const flat = list("x".repeat(1_000), [
      [1, 2],
      ...Array.from({ length: 999 }, (_, at) => [0, at + 1] as const),
    ]);
    const page = createDependencyTree(flat)?.page(null, 100, 1_000);
    assert.deepEqual([page?.rows.length, page?.from, page?.total], [200, 100, 1_000]);
  });

  it("takes linear time, however deep it is", () => {
    const many = large(50_000);
    const tree = createDependencyTree(many);
    assert.equal(tree?.page(null, 0, 1).total, 5_000);
    const chain = list("", []);
    const names = Array.from({ length: 50_000 }, (_, at) => component(`c${at}`));
    const needs = names.map((_, at) => [at, at + 1] as const);
    const deep = sbom([...chain.components, ...names], needs);
    assert.equal(below(deep, 49_999), "c49999");
    assert.deepEqual(createDependencyTree(deep)?.path(50_000), []);
  });
});
