import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "../lint/check";
import { startEditor, type RunningEditor } from "./editor";

const dockerfile = 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';

describe("Comparing in a real editor", function () {
  this.timeout(180_000);
  let editor: RunningEditor;
  let folder = "";

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "drydock-compare-"));
    writeFileSync(path.join(folder, "Dockerfile"), dockerfile);
    editor = await startEditor(folder, { "drydock.online": "never" });
  });
  after(async () => {
    await editor.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.keepPicture(this.currentTest.title);
  });

  /** Takes what is proposed for both, or names them; returns the proposals. */
  const compare = async (names: readonly [string, string] | null): Promise<readonly string[]> => {
    await editor.command("Drydock: Compare Images");
    const proposed: string[] = [];
    for (const [place, placeholder] of ["node:24", "dhi.io/node:24"].entries()) {
      const input = editor.page.locator(`input[placeholder='${placeholder}']`);
      await input.waitFor({ timeout: 20_000 });
      proposed.push(await input.inputValue());
      if (names !== null) await input.fill(names[place] ?? "");
      await input.press("Enter");
    }
    return proposed;
  };
  const offline = async (): Promise<void> => {
    const { panel, says } = editor;
    await says(".compared h2", "Nothing is known of the packages of node:24: it could not be had.");
    await says(".compared .problems", "drydock.online says that no registry is asked");
    await says(".compared-facts", "node (1000) (catalog of ");
    assert.ok(await panel().locator(".compare-tab").isVisible());
    await editor.command("View: Close All Editors");
  };

  it("from the light bulb: what the catalog says, and why nobody was asked", async () => {
    const { page } = editor;
    await page.locator(".view-line", { hasText: "node:24" }).first().click();
    await page.keyboard.press("End");
    const offer = page.locator(".action-widget .monaco-list-row", {
      hasText: "What does this change? Compare with dhi.io/node:24",
    });
    // The list closes by itself when the editor gets something new to show, as just after the start.
    for (let time = 0; time < 5 && !(await offer.isVisible()); time++) {
      await page.keyboard.press("Control+Period");
      await offer.waitFor({ timeout: 8_000 }).catch(() => page.keyboard.press("Escape"));
    }
    await offer.click();
    await offline();
  });

  it("by the command: the image at the cursor and the best for it are proposed", async () => {
    await editor.page.locator(".monaco-list-row", { hasText: "Dockerfile" }).first().dblclick();
    await editor.page.locator(".view-line", { hasText: "node:24" }).first().click();
    assert.deepEqual(await compare(null), ["node:24", "dhi.io/node:24"]);
    await offline();
  });

  it("two OCI layouts: the first line, both side by side, and what differs", async () => {
    const examples = path.join(repository, "examples");
    const { panel, says } = editor;
    await compare([
      `oci:${path.join(examples, "layout-before")}`,
      `oci:${path.join(examples, "layout")}`,
    ]);
    await says(".compared h2", "60% fewer packages: 63 → 25. ");
    await says(".compared-facts", "416.9 MB");
    await says(".compared-facts", "47.4 MB");
    await says(".differing .matched", "42 of 42");
    await panel().locator("[data-key='open-comparison']").click();
    await editor.page.locator(".view-line", { hasText: "60% fewer packages" }).first().waitFor();
    await editor.command("View: Revert and Close Editor");
    await editor.command("View: Close All Editors");
  });

  it("what was looked at before is offered in the panel of another image", async () => {
    const { panel, says, showEvidence } = editor;
    await showEvidence("node:24");
    await says("h1", "node:24");
    await panel().locator("#tab-compare").click();
    await says(".suggestions", "dhi.io/node:24");
    await says(".suggestions", "Another Tag of node…");
    await panel().locator("[data-key='previous']", { hasText: "layout-before" }).click();
    await says(".compared-facts", "416.9 MB");
  });

  it("its policy keeps out nothing but the toolkit's own styles", () => {
    const foreign = editor.violations.filter((text) => !/inline style/.test(text));
    assert.deepEqual(foreign, []);
  });
});
