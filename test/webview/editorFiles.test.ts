import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "../lint/check";
import {
  copyWithSkopeo,
  hasDockerRegistry,
  startDockerRegistry,
  type RealRegistry,
} from "../registry/dockerRegistry";
import { writeFiles } from "../registry/folder";
import { tar } from "../registry/tar";
import { startEditor, type RunningEditor } from "./editor";
import { buildKit, cycloneDx, layout, twoImages } from "./editorSample";

describe("Evidence on a disk and on a registry, in a real editor", function () {
  this.timeout(180_000);
  let editor: RunningEditor;
  let registry: RealRegistry | null = null;
  let folder = "";
  const at = (...names: string[]) => path.join(folder, ...names);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "drydock-files-"));
    writeFiles(at("build"), layout());
    if (hasDockerRegistry) {
      registry = await startDockerRegistry(at("registry"));
      copyWithSkopeo(at("build"), registry, "latest");
    }
    const base = `${registry?.host ?? "localhost:5000"}/app:latest`;
    writeFileSync(at("Dockerfile"), `FROM ${base} AS base\nFROM node:24\nCMD ["node"]\n`);
    cpSync(path.join(repository, "examples", "layout"), at("signed"), { recursive: true });
    writeFiles(at("several"), twoImages());
    writeFiles(at("strict", "image"), layout());
    writeFileSync(at("strict", ".drydock.yaml"), "evidence:\n  require: [scan]\n");
    writeFiles(at("claims", "image"), layout());
    writeFileSync(at("claims", ".drydock.yaml"), "policy:\n  local: {}\n");
    writeFileSync(at("saved.tar"), tar(layout()));
    writeFileSync(at("app.cdx.json"), cycloneDx("express"));
    writeFileSync(at("large.cdx.json"), "{");
    truncateSync(at("large.cdx.json"), 70 * 1024 * 1024);
    writeFileSync(at("build.intoto.jsonl"), buildKit("ARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\n"));
    const key = readFileSync(path.join(repository, "examples", "layout.pub"), "utf8");
    editor = await startEditor(folder, {
      "drydock.policy": { local: { name: "our layouts", signers: [{ key }] } },
    });
  });
  after(async () => {
    await registry?.stop();
    await editor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.keepPicture(this.currentTest.title);
    await editor.command("View: Close All Editors");
  });

  it("a FROM line whose registry is on this machine", async function () {
    // Debian's docker-registry, skopeo, htpasswd and openssl are needed.
    if (registry === null) this.skip();
    assert.equal(await editor.showEvidence(null), `${registry.host}/app:latest`);
    await editor.says("h1", `${registry.host}/app:latest`);
    await editor.says(".verdict", "Unsigned");
    await editor.says(".count", "3 packages");
  });

  it("the folder of a layout, signed by a key that the settings of the user name", async () => {
    await editor.fromMenu("signed", "Show Image Evidence");
    await editor.says(".verdict", "Verified");
    await editor.says(".about", "the policy for our layouts, by your setting drydock.policy.");
  });

  it("what a .drydock.yaml above a layout asks for, which can't say whom to believe", async () => {
    await editor.showEvidence("oci:strict/image");
    await editor.says(".about", "What must be there and verified: vulnerability scan.");
    await editor.says(".verdict", "Unsigned");
    await editor.command("View: Close All Editors");
    await editor.showEvidence("oci:claims/image");
    await editor.says(
      ".notice",
      'claims/.drydock.yaml, line 1: "policy" exists only as a user-level setting',
    );
    await editor.says(".verdict", "Not known");
  });

  it("an archive", async () => {
    await editor.fromMenu("saved.tar", "Show Image Evidence");
    await editor.says("h1", "saved.tar");
    await editor.says(".verdict", "Unsigned");
    await editor.says(".count", "3 packages");
  });

  it("one of several images, which is there again after a reload", async () => {
    const { panel, page, says } = editor;
    await editor.fromMenu("several", "Show Image Evidence");
    await says(".notice", "There are 2 images here.");
    await panel().locator("vscode-dropdown[data-key='image']").click();
    await panel().locator("vscode-option", { hasText: "two" }).click();
    await says(".verdict", "Unsigned");
    const digest = await panel().locator(".digest code").innerText();
    // In a browser VS Code can't save anything on the way out, and so does every five seconds.
    await page.waitForTimeout(8_000);
    await page.reload();
    await says(".verdict", "Unsigned");
    assert.equal(await panel().locator(".digest code").innerText(), digest);
    await says("vscode-dropdown[data-key='image']", "two");
  });

  it("a file in an editor of its own, which follows the file", async () => {
    const { page, says } = editor;
    await editor.fromMenu("app.cdx.json", "Open With");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Evidence" }).click();
    await says(".count", "1 package");
    writeFileSync(at("app.cdx.json"), cycloneDx("express", "accepts"));
    await says(".count", "2 packages");
    writeFileSync(at("app.cdx.json"), "{");
    await says(".statement", "Unreadable");
  });

  it("a file that is too large, which is said and not read", async () => {
    await editor.fromMenu("large.cdx.json", "Show Image Evidence");
    await editor.says(".notice", "The file has 73.4 MB; at most 67.1 MB are read.");
  });

  it("the Dockerfile of a provenance: nothing in it is to be mended, but a secret is marked", async () => {
    const { page, panel } = editor;
    await editor.fromMenu("build.intoto.jsonl", "Show Image Evidence");
    await panel().locator("#tab-provenance").click();
    await panel().locator("vscode-button[data-key='open-dockerfile']").click();
    await page.locator(".view-line", { hasText: "FROM node:18" }).waitFor();
    await page.locator(".squiggly-info").first().waitFor();
    assert.equal(await page.locator(".squiggly-warning, .squiggly-error").count(), 0);
  });
});
