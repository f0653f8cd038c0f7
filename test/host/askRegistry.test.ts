import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { content, linux, manifest } from "../registry/image";
import { startRegistry } from "../registry/server";
import { closeAll, extensionId, openText, pause, rangeOf } from "./editor";

const config = content("application/vnd.oci.image.config.v1+json", {
  ...linux,
  config: { User: "1234" },
  rootfs: { type: "layers", diff_ids: [] },
});
const image = manifest([], { config: config.descriptor });

describe("asking a registry", () => {
  let isBroken = false;
  const registry = startRegistry(() => ({
    content: [image, config],
    tags: { "1": image },
    before: (_, response) => {
      if (isBroken) response.writeHead(200, { "content-type": "text/html" }).end("<html>");
      return isBroken;
    },
  }));
  const cache = mkdtempSync(path.join(tmpdir(), "drydock-host-cache-"));
  // Read when a registry is first asked; the cache of whoever runs this is left alone.
  process.env["DRYDOCK_CACHE_DIR"] = cache;
  before(async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
  });
  after(() => rmSync(cache, { recursive: true, force: true }));
  afterEach(closeAll);

  const hover = async (document: vscode.TextDocument): Promise<string> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      rangeOf(document, registry.host).start,
    );
    const contents = hovers.flatMap((one) => one.contents as vscode.MarkdownString[]);
    return contents.map(({ value }) => value).find((value) => value.startsWith("**")) ?? "";
  };
  const set = (value: string | undefined) =>
    vscode.workspace
      .getConfiguration("drydock")
      .update("online", value, vscode.ConfigurationTarget.Global);
  const open = () => openText(`FROM ${registry.host}/app:1\n`);

  it("happens when a person asks, and not before", async () => {
    const document = await open();
    assert.match(await hover(document), /command:drydock\.askRegistry/);
    await pause();
    assert.deepEqual(registry.requests, []);
    await vscode.commands.executeCommand("drydock.askRegistry");
    assert.match(await hover(document), /user 1234\.[^]*\*Asked of .+, just now/);
  });

  it("that answers with a page leaves what is known, and says so", async () => {
    const document = await open();
    await vscode.commands.executeCommand("drydock.askRegistry");
    isBroken = true;
    await vscode.commands.executeCommand("drydock.askRegistry");
    isBroken = false;
    assert.match(await hover(document), /is text.+not a manifest/);
  });

  it("never happens where the person says never", async () => {
    await set("never");
    const document = await open();
    assert.doesNotMatch(await hover(document), /command:drydock\.askRegistry/);
    await vscode.commands.executeCommand("drydock.askRegistry").then(undefined, () => undefined);
    assert.deepEqual(registry.requests, []);
    await set(undefined);
  });

  it("is spared by a link of an older text", async () => {
    await open();
    for (const link of [{ document: 1, version: 0, image: 0 }, { image: 7 }])
      await vscode.commands.executeCommand("drydock.askRegistry", link);
    assert.deepEqual(registry.requests, []);
  });

  it("happens by hovering where the person says always", async () => {
    await set("always");
    const document = await openText(`FROM ${registry.host}/app:1 AS other\n`);
    // The age of what was said before is under a quarter of an hour, so nobody is asked again.
    await hover(document);
    assert.deepEqual(registry.requests, []);
    await set(undefined);
  });
});
