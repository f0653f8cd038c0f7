import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { component, evidence, large, sbom, shopEvidence, statement } from "../view/sample";
import { hostile } from "./hostile";
import { axeProblems, opensPages, says, tab } from "./opening";
import { overflow, themeNames } from "./page";

const listed = (list: ReturnType<typeof sbom>) =>
  evidence([statement({ kind: "sbom", sbom: list })]);

describe("The dependency tree in the panel", function () {
  this.timeout(120_000);
  const open = opensPages();

  const showTree = async (page: Page): Promise<void> => {
    await tab(page, "sbom");
    await page.locator("button[data-key='view-tree']").click();
  };
  /** The lines as they are shown: `1 express 4.21.2 npm`. */
  const lines = (page: Page): Promise<string[]> =>
    page.evaluate<string[]>(`[...document.querySelectorAll("[role='treeitem']")].map((line) =>
      [line.getAttribute("aria-level"), ...[...line.children].map(({ textContent }) => textContent)]
        .filter((text) => text !== "").join(" "))`);
  const press = async (page: Page, ...keys: readonly string[]): Promise<string> => {
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForTimeout(100);
    return page.evaluate<string>(`(() => {
      const tree = document.querySelector("[role='tree']");
      const line = document.getElementById(tree.getAttribute("aria-activedescendant"));
      return document.activeElement === tree ? line.querySelector(".tree-name").textContent : "no focus";
    })()`);
  };

  it("shows what the image needs, and asks for more when a line is opened", async () => {
    const { page } = await open(shopEvidence);
    await showTree(page);
    await says(page, ".tree-line", "express");
    assert.deepEqual(await lines(page), [
      "1 bash 5.2.15-2 deb",
      "1 express 4.21.2 npm",
      "1 libssl3 3.0.17-1~deb12u3 deb",
      "1 libssl3 3.0.15-1~deb12u1 deb",
      "1 tzdata 2025b deb",
    ]);
    await page.locator(".tree-line", { hasText: "express" }).locator(".twisty").click();
    await says(page, ".tree-line", "accepts");
    assert.equal((await lines(page))[2], "2 accepts 1.3.8 npm");
    await page.locator("button[data-key='view-table']").click();
    await says(page, ".matched", "7 of 7");
  });

  it("is used by keyboard alone", async () => {
    const { page } = await open(shopEvidence);
    await showTree(page);
    await says(page, ".tree-line", "express");
    await page.locator("[role='tree']").focus();
    assert.equal(await press(page, "ArrowDown"), "express");
    const line = page.locator(".tree-line", { hasText: "express" });
    assert.equal(await line.getAttribute("aria-expanded"), "false");
    assert.equal(await press(page, "ArrowRight"), "express");
    assert.equal(await line.getAttribute("aria-expanded"), "true");
    assert.equal(await press(page, "ArrowRight"), "accepts");
    assert.equal(await press(page, "ArrowRight", "ArrowRight"), "mime-types");
    assert.equal(await press(page, "ArrowRight"), "mime-types");
    assert.equal(await press(page, "ArrowLeft"), "accepts");
    assert.equal(await press(page, "End"), "tzdata");
    assert.equal(await press(page, "Home"), "bash");
    assert.equal(await press(page, "t"), "tzdata");
    await page.waitForTimeout(800);
    assert.equal(await press(page, "m", "i"), "mime-types");
    assert.equal(await press(page, "Enter"), "mime-types");
    await says(page, ".detail h2", "mime-types 2.1.35");
    assert.equal(await press(page, "PageUp", "ArrowUp"), "bash");
    await page.keyboard.press("Control+c");
    await says(page, ".hidden", "Copied.");
  });

  it("finds by its first letters what stands below open lines too, and goes on from the top", async () => {
    const names = ["root", "a", "b", "b1", "b2", "B3", "c"].map((name) => component(name));
    const needs = [
      ...[1, 2, 6].map((to) => [0, to] as const),
      ...[3, 4, 5].map((to) => [2, to] as const),
    ];
    const { page } = await open(listed(sbom(names, needs)));
    await showTree(page);
    await says(page, ".tree-line", "c");
    await page.locator("[role='tree']").focus();
    assert.equal(await press(page, "b", "ArrowRight"), "b");
    await page.waitForTimeout(800);
    assert.equal(await press(page, "b", "3"), "B3");
    await page.waitForTimeout(800);
    assert.equal(await press(page, "b"), "b");
    await page.waitForTimeout(800);
    assert.equal(await press(page, "x"), "b");
  });

  it("is where the detail of a component leads", async () => {
    const { page } = await open(shopEvidence);
    await tab(page, "sbom");
    await page.locator(".components [role='row']", { hasText: "mime-types" }).first().click();
    await page.locator("vscode-button[data-key='reveal']").click();
    await says(page, ".tree-line.selected", "mime-types");
    assert.deepEqual((await lines(page)).slice(1, 4), [
      "1 express 4.21.2 npm",
      "2 accepts 1.3.8 npm",
      "3 mime-types 2.1.35 npm",
    ]);
    assert.equal(await press(page), "mime-types");
  });

  it("marks a component that stands above itself, and does not follow it", async () => {
    const names = ["root", "a", "b"].map((name) => component(name));
    const needs = [
      [0, 1],
      [1, 2],
      [2, 1],
    ] as const;
    const { page } = await open(listed(sbom(names, needs)));
    await showTree(page);
    await says(page, ".tree-line", "a");
    await page.locator("[role='tree']").focus();
    await press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
    assert.deepEqual(await lines(page), ["1 a deb", "2 b deb", "3 a deb again, as above"]);
    const again = page.locator("[role='treeitem']").nth(2);
    assert.equal(await again.getAttribute("aria-expanded"), null);
  });

  it("says where the list does not tell what needs what", async () => {
    const { page } = await open(listed(sbom([component("root"), component("a")])));
    await showTree(page);
    await says(page, ".component-tree .empty", "does not say what needs what");
  });

  it("draws only the lines in view of 50,000, asks for the rest, and leads to the last", async () => {
    const names = Array.from({ length: 50_001 }, (_, at) =>
      component(`c${String(at).padStart(5, "0")}`),
    );
    const needs = names.slice(1).map((_, at) => [0, at + 1] as const);
    const { page } = await open(listed(sbom(names, needs)));
    await showTree(page);
    await says(page, ".tree-line", "c00001");
    const first = page.locator("[role='treeitem']").first();
    assert.equal(await first.getAttribute("aria-setsize"), "50000");
    await page.locator("[role='tree']").focus();
    await page.keyboard.press("End");
    await says(page, ".tree-line", "c50000");
    assert.ok((await lines(page)).length < 80);
    await press(page, "Home");
    assert.equal(await press(page, ..."C3321"), "c33210", "whose page was not there");
    await page.waitForTimeout(800);
    assert.equal(await press(page, "c"), "c33211");
    await page.locator("button[data-key='view-table']").click();
    await page.locator(".components vscode-text-field input").fill("c25000");
    await says(page, ".matched", "1 of 50,000");
    await page.locator(".components .grid-body [role='row']").first().click();
    await page.locator("vscode-button[data-key='reveal']").click();
    await says(page, ".tree-line.selected", "c25000");
  });

  it("comes back after a reload, and stays as it is while the host tells more", async () => {
    const one = await open(listed(large(100)));
    await showTree(one.page);
    await says(one.page, ".tree-line", "package-000001");
    await one.reload();
    await says(one.page, ".tree-line", "package-000001");
    const chip = one.page.locator("button[data-key='view-tree']");
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
  });

  it("what was open is open after a reload, and as far down", async () => {
    const one = await open(listed(large(1_000)));
    const { page } = one;
    await showTree(page);
    await says(page, ".tree-line", "package-000001");
    await page.locator("[role='tree']").focus();
    // The last but one of the hundred at the top, and what stands below it.
    assert.equal(await press(page, "End", "ArrowUp"), "package-000981");
    assert.equal(await press(page, "ArrowRight", "ArrowRight"), "package-000982");
    assert.equal(await press(page, "ArrowRight", "ArrowRight"), "package-000983");
    await page.waitForTimeout(200);
    const before = await lines(page);
    await one.reload();
    await says(page, ".tree-line", "package-000983");
    await page.waitForTimeout(200);
    assert.deepEqual(await lines(page), before);
  });

  it(`${hostile.length} strings as names: nothing runs, nothing breaks out`, async () => {
    const names = ["root", ...hostile].map((text) =>
      component(text, { version: text, type: text }),
    );
    const { page } = await open(
      listed(
        sbom(
          names,
          hostile.map((_, at) => [at, at + 1] as const),
        ),
      ),
    );
    await showTree(page);
    await page.locator("[role='tree']").focus();
    for (let step = 0; step < 60; step++) await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(200);
    assert.ok((await lines(page)).length > 20);
    assert.equal(await overflow(page), 0);
    assert.equal(await page.evaluate("typeof window.harm"), "undefined");
    const text = await page.evaluate<string>("document.body.textContent");
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u200b\u0000-\u0008\u001b]/);
  });

  for (const theme of themeNames) {
    it(`axe-core finds nothing: ${theme}`, async () => {
      const { page } = await open(shopEvidence, { theme });
      await showTree(page);
      await page.locator(".tree-line", { hasText: "express" }).click();
      await page.locator(".detail h2").waitFor();
      await page.locator("[role='tree']").focus();
      await page.keyboard.press("ArrowRight");
      await says(page, ".tree-line", "accepts");
      assert.deepEqual(await axeProblems(page), []);
    });
  }
});
