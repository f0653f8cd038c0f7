import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "../lint/check";
import { writeFiles } from "../registry/folder";
import { tar } from "../registry/tar";
import { startEditor, type RunningEditor } from "./editor";
import { cycloneDx, layout } from "./editorSample";

describe("The panel in Restricted Mode", function () {
  this.timeout(180_000);
  let editor: RunningEditor;
  let server: Server;
  let folder = "";
  let requests = 0;
  let host = "";

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "drydock-restricted-"));
    // A registry that would answer, if anybody asked.
    server = createServer((_, response) => {
      requests++;
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const at = (name: string) => path.join(folder, name);
    writeFileSync(at("Dockerfile"), `FROM ${host}/app:1 AS base\nFROM node:24\nCMD ["node"]\n`);
    writeFiles(at("build"), layout());
    writeFileSync(at("saved.tar"), tar(layout()));
    writeFileSync(at("app.cdx.json"), cycloneDx("express"));
    cpSync(path.join(repository, "examples", "layout"), at("signed"), { recursive: true });
    const key = readFileSync(path.join(repository, "examples", "layout.pub"), "utf8");
    editor = await startEditor(folder, {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
      "drydock.online": "always",
      "drydock.policy": { images: [{ match: "ghcr.io/acme", signers: [{ key }] }] },
    });
  });
  after(async () => {
    await editor.stop();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.keepPicture(this.currentTest.title);
    await editor.command("View: Close All Editors");
    assert.equal(requests, 0);
  });

  it("asks no registry, and says why", async () => {
    await editor.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await editor.showEvidence(`${host}/app:1`);
    await editor.says("h1", `${host}/app:1`);
    await editor.says(".notice", "This workspace is not trusted, so no registry was asked.");
    await editor.says(".verdict", "Not known");
  });

  it("shows layouts and archives", async () => {
    for (const name of ["build", "saved.tar"]) {
      await editor.fromMenu(name, "Show Image Evidence");
      await editor.says("h1", name);
      await editor.says(".verdict", "Unsigned");
      await editor.says(".count", "3 packages");
      await editor.command("View: Close All Editors");
    }
  });

  it("shows a file in an editor of its own", async () => {
    await editor.fromMenu("app.cdx.json", "Open With");
    const { page } = editor;
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Evidence" }).click();
    await editor.says(".count", "1 package");
  });

  it("adds no signer to those who are trusted", async () => {
    await editor.fromMenu("signed", "Show Image Evidence");
    await editor.says(".verdict", "Signed, not trusted");
    await editor.panel().locator("vscode-button[data-key='trust-signer']").click();
    await editor.says(".failure", "This workspace is not trusted, so no signer is added here.");
  });
});
