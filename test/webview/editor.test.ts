import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { repository } from "../lint/check";
import { content, index, inToto, layoutFiles, linux, manifest } from "../registry/image";
import { writeFiles } from "../registry/folder";
import { launch } from "./page";

const spdx = {
  spdxVersion: "SPDX-2.3",
  SPDXID: "SPDXRef-DOCUMENT",
  name: "shop",
  packages: ["express", "accepts", "bash"].map((name) => ({
    SPDXID: `SPDXRef-${name}`,
    name,
    versionInfo: "1.0.0",
    licenseConcluded: "MIT",
  })),
  relationships: [],
};

/** An image as BuildKit writes it: its index has an entry with the SBOM, which nobody signed. */
function layout(): Record<string, string | Uint8Array> {
  const config = content("application/vnd.oci.image.config.v1+json", { architecture: "amd64" });
  const shop = manifest([], { config: config.descriptor });
  const statement = content(inToto, {
    _type: "https://in-toto.io/Statement/v0.1",
    predicateType: "https://spdx.dev/Document",
    subject: [{ name: "_", digest: { sha256: shop.digest.slice("sha256:".length) } }],
    predicate: spdx,
  });
  const attestation = manifest([statement]);
  const whole = index([
    { ...shop.descriptor, platform: linux },
    {
      ...attestation.descriptor,
      platform: { os: "unknown", architecture: "unknown" },
      annotations: {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": shop.digest,
      },
    },
  ]);
  return layoutFiles([config, shop, statement, attestation, whole], [whole.descriptor]);
}

interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

/** The parts of scripts/host that bring up an editor. */
interface Host {
  fetchEditor(log: (line: string) => void): Promise<unknown>;
  startServer(options: object): Promise<Server>;
  editorAddress(server: Server, options: object): string;
  readonly quietSettings: object;
}

async function host(): Promise<Host> {
  const load = (name: string): Promise<object> =>
    import(pathToFileURL(path.join(repository, "scripts", "host", name)).href);
  return { ...(await load("editor.mjs")), ...(await load("server.mjs")) } as Host;
}

describe("The panel in a real editor", function () {
  this.timeout(180_000);
  let browser: Browser;
  let server: Server;
  let page: Page;
  let folder = "";
  const violations: string[] = [];

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "drydock-panel-"));
    writeFileSync(path.join(folder, "Dockerfile"), 'FROM node:24\nCMD ["node"]\n');
    writeFileSync(path.join(folder, "app.spdx.json"), JSON.stringify(spdx));
    mkdirSync(path.join(folder, "build"));
    writeFiles(path.join(folder, "build"), layout());
    const { fetchEditor, startServer, editorAddress, quietSettings } = await host();
    server = await startServer({
      editor: await fetchEditor(console.error),
      extension: repository,
      settings: { ...quietSettings, "drydock.online": "never" },
      environment: { DRYDOCK_CACHE_DIR: path.join(folder, "cache") },
    });
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    // An address that names a file opens it in place of what was open before a reload.
    await page.goto(editorAddress(server, { folder }));
    await page
      .locator(".monaco-list-row", { hasText: "Dockerfile" })
      .first()
      .dblclick({ timeout: 60_000 });
    await page.locator(".monaco-editor .view-line").first().waitFor({ timeout: 60_000 });
    // The extension has linted the file.
    await page.locator("[class*='squiggly-']").first().waitFor({ timeout: 60_000 });
  });
  after(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state !== "failed") return;
    const name = this.currentTest.title.replace(/\W+/g, "-");
    await page.screenshot({ path: path.join(repository, "out", "failed", `${name}.png`) });
  });

  const panel = (): FrameLocator =>
    page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  const says = (selector: string, text: string): Promise<void> =>
    panel().locator(selector, { hasText: text }).first().waitFor({ timeout: 30_000 });
  const command = async (name: string): Promise<void> => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().waitFor();
    await page.keyboard.insertText(name);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
  };
  const showEvidence = async (source: string | null): Promise<string> => {
    await command("Drydock: Show Image Evidence");
    const input = page.locator("input[placeholder='dhi.io/python:3.13']");
    await input.waitFor({ timeout: 20_000 });
    const proposed = await input.inputValue();
    if (source !== null) await input.fill(source);
    await input.press("Enter");
    return proposed;
  };
  const closeAll = () => command("View: Close All Editors");

  it("opens from a FROM line with what is known, and says why nobody was asked", async () => {
    assert.equal(await showEvidence(null), "node:24");
    await says("h1", "node:24");
    await says("dd", "root");
    await says(".notice", "drydock.online says that no registry is asked");
    await says(".verdict", "Not known");
    await closeAll();
  });

  it("opens on an OCI layout, and raw evidence in an editor", async () => {
    await showEvidence(`oci:${path.join(folder, "build")}`);
    await says(".verdict", "Unsigned");
    await says(".count", "3 packages");
    await panel().locator("#tab-raw").click();
    await panel().locator("vscode-button[data-key='raw-decoded-0']").click();
    await page.locator(".view-line", { hasText: '"spdxVersion": "SPDX-2.3"' }).waitFor();
    await closeAll();
  });

  it("opens on a file from the explorer", async () => {
    await page.locator(".explorer-folders-view", { hasText: "app.spdx.json" }).waitFor();
    await page
      .locator(".monaco-list-row", { hasText: "app.spdx.json" })
      .first()
      .click({ button: "right" });
    const item = page.locator(".monaco-menu .action-item", { hasText: "Show Image Evidence" });
    await item.hover();
    // A menu does not take the click that opened it, nor one just after.
    await page.waitForTimeout(500);
    await item.click();
    await says("h1", "app.spdx.json");
    await says(".count", "3 packages");
  });

  it("comes back after the window was reloaded, as it was left", async () => {
    await panel().locator("#tab-sbom").click();
    await panel().locator(".components vscode-text-field input").fill("ba");
    await says(".matched", "1 of 3");
    // In a browser VS Code can't save anything on the way out, and so does every five seconds.
    await page.waitForTimeout(8_000);
    await page.reload();
    await says(".matched", "1 of 3");
    assert.equal(await panel().locator(".components vscode-text-field input").inputValue(), "ba");
    await says(".grid-body", "bash");
  });

  it("its policy keeps out nothing but the toolkit's own styles", () => {
    const foreign = violations.filter((text) => !/inline style/.test(text));
    assert.deepEqual(foreign, []);
  });
});
