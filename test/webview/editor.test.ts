import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeFiles } from "../registry/folder";
import { startEditor, type RunningEditor } from "./editor";
import { layout, spdx } from "./editorSample";

const trivy = {
  SchemaVersion: 2,
  Results: [
    {
      Vulnerabilities: [
        {
          ...{ VulnerabilityID: "CVE-2026-2001", PkgName: "express", InstalledVersion: "1.0.0" },
          PkgIdentifier: { PURL: "pkg:npm/express@1.0.0" },
        },
      ],
    },
  ],
};

const ownVex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  ...{ "@id": "https://example.com/vex", author: "me", timestamp: "2026-11-25T00:00:00Z" },
  version: 1,
  statements: [
    {
      vulnerability: { name: "CVE-2026-2001" },
      products: [{ "@id": "pkg:npm/express@1.0.0" }],
      status: "fixed",
    },
  ],
};

describe("The panel in a real editor", function () {
  this.timeout(180_000);
  let editor: RunningEditor;
  let folder = "";

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "drydock-panel-"));
    writeFileSync(path.join(folder, "Dockerfile"), 'FROM node:24\nCMD ["node"]\n');
    writeFileSync(path.join(folder, "app.spdx.json"), JSON.stringify(spdx));
    writeFileSync(path.join(folder, "trivy.json"), JSON.stringify(trivy));
    writeFileSync(path.join(folder, "own.vex.json"), JSON.stringify(ownVex));
    mkdirSync(path.join(folder, "build"));
    writeFiles(path.join(folder, "build"), layout());
    editor = await startEditor(folder, { "drydock.online": "never" });
  });
  after(async () => {
    await editor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.keepPicture(this.currentTest.title);
  });

  const closeAll = () => editor.command("View: Close All Editors");

  it("opens from a FROM line with what is known, and says why nobody was asked", async () => {
    assert.equal(await editor.showEvidence(null), "node:24");
    await editor.says("h1", "node:24");
    await editor.says("dd", "root");
    await editor.says(".notice", "drydock.online says that no registry is asked");
    await editor.says(".verdict", "Not known");
    await closeAll();
  });

  it("opens on an OCI layout, and raw evidence in an editor", async () => {
    const { page, panel } = editor;
    await editor.showEvidence(`oci:${path.join(folder, "build")}`);
    await editor.says(".verdict", "Unsigned");
    await editor.says(".count", "3 packages");
    await panel().locator("#tab-raw").click();
    await panel().locator("vscode-button[data-key='raw-decoded-0']").click();
    await page.locator(".view-line", { hasText: '"spdxVersion": "SPDX-2.3"' }).waitFor();
    await closeAll();
  });

  it("opens on a file from the explorer", async () => {
    await editor.fromMenu("app.spdx.json", "Show Image Evidence");
    await editor.says("h1", "app.spdx.json");
    await editor.says(".count", "3 packages");
  });

  it("writes its components to a file that the person chooses", async () => {
    const { page, panel, pick, answer } = editor;
    await panel().locator("#tab-sbom").click();
    await panel().locator("vscode-button[data-key='export']").click();
    await pick("CycloneDX 1.6 JSON");
    const file = path.join(folder, "app.cdx.json");
    await answer("/app.cdx.json", file);
    await page.locator(".explorer-folders-view", { hasText: "app.cdx.json" }).waitFor();
    const bom = JSON.parse(readFileSync(file, "utf8")) as { components: { name: string }[] };
    assert.deepEqual(bom.components.map(({ name }) => name).sort(), ["accepts", "bash", "express"]);
  });

  it("opens the report of a scanner, and asks nobody where nobody may be asked", async () => {
    const { panel, says, answer } = editor;
    await panel().locator("#tab-vulnerabilities").click();
    await says(".headline", "No scan was found.");
    await says(".headline .about", "drydock.online");
    await panel().locator("vscode-button[data-key='open-report']").click();
    await answer("/", path.join(folder, "trivy.json"));
    await says(".headline", "1 left of 1");
    await says(".grid-body", "CVE-2026-2001");
  });

  it("opens VEX of the person's own, which settles what the report found", async () => {
    const { panel, says, answer } = editor;
    await panel().locator("#tab-vex").click();
    await says(".vex h2", "No VEX was found.");
    await panel().locator("vscode-button[data-key='open-vex']").click();
    await answer("/", path.join(folder, "own.vex.json"));
    await says(".opened", "own.vex.json");
    await panel().locator("#tab-vulnerabilities").click();
    await says(".headline", "None left of 1: 1 fixed");
    const [said] = ownVex.statements;
    const affected = { ...ownVex, statements: [{ ...said, status: "affected" }] };
    const file = path.join(folder, "own.vex.json");
    writeFileSync(file, JSON.stringify(affected));
    await says(".headline", "1 left of 1");
    writeFileSync(file, JSON.stringify(ownVex));
    await says(".headline", "None left of 1: 1 fixed");
  });

  it("comes back after the window was reloaded, as it was left", async () => {
    const { page, panel, says } = editor;
    await panel().locator("#tab-sbom").click();
    await panel().locator(".components vscode-text-field input").fill("ba");
    await says(".matched", "1 of 3");
    // In a browser VS Code can't save anything on the way out, and so does every five seconds.
    await page.waitForTimeout(8_000);
    await page.reload();
    await says(".matched", "1 of 3");
    assert.equal(await panel().locator(".components vscode-text-field input").inputValue(), "ba");
    await says(".grid-body", "bash");
    await panel().locator("#tab-vulnerabilities").click();
    await says(".headline", "None left of 1: 1 fixed");
  });

  it("says that a report which was opened is gone", async () => {
    const { page, panel, says } = editor;
    rmSync(path.join(folder, "trivy.json"));
    await page.waitForTimeout(8_000);
    await page.reload();
    await says(".notes", "Not opened again: trivy.json is not there any more.");
    await says(".headline", "No scan was found.");
    await panel().locator("#tab-sbom").click();
  });

  it("its policy keeps out nothing but the toolkit's own styles", () => {
    const foreign = editor.violations.filter((text) => !/inline style/.test(text));
    assert.deepEqual(foreign, []);
  });
});
