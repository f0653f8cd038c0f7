import assert from "node:assert/strict";
import { shopEvidence } from "../view/sample";
import { opensPages, says, tab } from "./opening";

describe("Export and copy in the panel", function () {
  this.timeout(60_000);
  const open = opensPages();

  it("hands the host what is shown, in the order in which it is", async () => {
    const { page, done } = await open(shopEvidence);
    await tab(page, "sbom");
    await page.locator("vscode-button[data-key='export']").click();
    await says(page, ".hidden", "Exported.");
    await page.locator(".chip", { hasText: "npm" }).click();
    await says(page, ".matched", "3 of 7");
    await page.locator(".components [role='columnheader']", { hasText: "Name" }).click();
    await says(page, ".components [data-cell='0,0']", "mime-types");
    await page.locator("vscode-button[data-key='export']").press("Enter");
    await page.waitForTimeout(200);
    assert.deepEqual(done, ["export SPDX 2.3 2,6,1,4,5,3,7 of 7", "export SPDX 2.3 3,1,2 of 7"]);
  });

  it("what can't be written is a sentence", async () => {
    const { page } = await open(shopEvidence, {
      world: { exportSbom: () => Promise.reject(new Error("The disk is full.")) },
    });
    await tab(page, "sbom");
    await page.locator("vscode-button[data-key='export']").click();
    await says(page, ".failure", "The disk is full.");
  });

  it("copies the row that has the focus, and the one that is open", async () => {
    const { page, done } = await open(shopEvidence);
    await tab(page, "sbom");
    await page.locator(".components [role='row']", { hasText: "express" }).first().click();
    await page.locator(".detail h2").waitFor();
    await page.keyboard.press("Control+c");
    await says(page, ".hidden", "Copied.");
    await page.locator("vscode-button[data-key='copy-row']").click();
    await page.waitForTimeout(200);
    assert.equal(done[0], "copy express\t4.21.2\tnpm\tMIT\t\tpkg:npm/express@4.21.2\t");
    assert.match(done[1] ?? "", /^copy express\t4\.21\.2\tnpm\tMIT \(Permissive\)\t/);
  });
});
