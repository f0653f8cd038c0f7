import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import {
  actionsAt,
  at,
  closeAll,
  extensionId,
  open,
  rangeOf,
  until,
  useRules,
  write,
} from "./editor";

/** The panels that are open, by their titles. */
function panels(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
    .map(({ label }) => label);
}

const compare = (...given: readonly unknown[]) =>
  vscode.commands.executeCommand("drydock.compareImages", ...given);
const text = 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';
const offered = /^What does this change\? Compare with dhi\.io\/node:24$/;

describe("comparing images", () => {
  useRules({ "heavy-base": "warning" });
  const cache = mkdtempSync(path.join(tmpdir(), "drydock-host-compare-"));
  before(async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    // Nobody is asked, and nothing is known from before.
    process.env["DRYDOCK_CACHE_DIR"] = cache;
    await set("never");
  });
  after(async () => {
    await set(undefined);
    rmSync(cache, { recursive: true, force: true });
  });
  afterEach(closeAll);
  const set = (value: string | undefined) =>
    vscode.workspace
      .getConfiguration("drydock")
      .update("online", value, vscode.ConfigurationTarget.Global);

  it("is a command for any two, and opens the panel of the first", async () => {
    await write("compare/a/oci-layout", '{"imageLayoutVersion":"1.0.0"}');
    await write("compare/b/oci-layout", '{"imageLayoutVersion":"1.0.0"}');
    await compare(`oci:${at("compare/a").fsPath}`, `oci:${at("compare/b").fsPath}`);
    await until(panels, ["Evidence: a"]);
    // The same again brings the same panel to the front.
    await compare(`oci:${at("compare/a").fsPath}`, `oci:${at("compare/b").fsPath}`);
    await until(panels, ["Evidence: a"]);
  });

  it("is offered by the light bulb beside a swap, once for each image", async () => {
    const document = await open(await write("compare/line/Dockerfile", text));
    const actions = await actionsAt(document, rangeOf(document, "node:24"));
    const found = actions.filter(({ title }) => title.startsWith("What does this change?"));
    assert.deepEqual([found.length, offered.test(found[0]?.title ?? "")], [1, true]);
    const [swap] = actions.filter(({ title }) => title === "Swap in dhi.io/node:24");
    assert.ok(swap, actions.map(({ title }) => title).join("\n"));
    const command = found[0]?.command;
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    await until(panels, ["Evidence: node:24"]);
    assert.equal(document.getText(), text, "nothing is written");
  });

  it("is not offered where nothing is swapped", async () => {
    const document = await open(await write("compare/none/Dockerfile", "FROM node:24\nRUN x\n"));
    const actions = await actionsAt(document, rangeOf(document, "RUN x"));
    assert.deepEqual(
      actions.filter(({ title }) => title.startsWith("What does this change?")),
      [],
    );
  });

  it("a link of an older text, or one of somebody else's, compares nothing", async () => {
    await open(await write("compare/link/Dockerfile", "FROM node:24\n"));
    await compare({ document: 1, version: -1, image: 0, family: "dhi" });
    await compare({ document: "x", version: 1, image: 0, family: "dhi" });
    assert.deepEqual(panels(), []);
  });
});
