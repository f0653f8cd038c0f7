import assert from "node:assert/strict";
import * as vscode from "vscode";
import { actionsAt, at, open, rangeOf, until, withSetting, write } from "./editor";

const bom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "express", version: "4.21.2" }],
});

/** The panels that are open, by their titles. */
function panels(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
    .map(({ label }) => label);
}

const show = (target?: unknown) => vscode.commands.executeCommand("drydock.showEvidence", target);

describe("the evidence panel", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("opens on a file, once", async () => {
    const file = await write("evidence/app.cdx.json", bom);
    await show(file);
    await until(panels, ["Evidence: app.cdx.json"]);
    await show(file);
    await until(panels, ["Evidence: app.cdx.json"]);
  });

  it("opens on the layout that a file oci-layout is in", async () => {
    await show(await write("evidence/layout/oci-layout", '{"imageLayoutVersion":"1.0.0"}'));
    await until(panels, ["Evidence: layout"]);
    await show(at("evidence/layout"));
    await until(panels, ["Evidence: layout"]);
  });

  it("opens beside the line that names an image", async () => {
    await withSetting("codeLens", true, async () => {
      const document = await open(
        await write("evidence/line/Dockerfile", 'FROM node:24\nCMD ["node"]\n'),
      );
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        20,
      );
      const lens = lenses.find(({ command }) => command?.title === "Show evidence");
      assert.ok(lens?.command);
      await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
      await until(panels, ["Evidence: node:24"]);
      assert.equal(vscode.window.tabGroups.all.length, 2);
    });
  });

  it("opens from the light bulb of an image, whether or not something was found of it", async () => {
    const text = "FROM node:24 AS build\n\nFROM dhi.io/node:24\n";
    const document = await open(await write("evidence/bulb/Dockerfile", text));
    for (const name of ["node:24", "dhi.io/node:24"]) {
      const actions = await actionsAt(document, rangeOf(document, name));
      const found = actions.filter(({ title }) => title.startsWith("Show evidence of "));
      assert.deepEqual(
        found.map(({ title }) => title),
        [`Show evidence of ${name}`],
      );
      const command = found[0]?.command;
      assert.ok(command);
      await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    }
    await until(panels, ["Evidence: node:24", "Evidence: node:24"]);
    const beside = await actionsAt(document, rangeOf(document, "AS build"));
    assert.ok(!beside.some(({ title }) => title.startsWith("Show evidence of ")));
  });

  it("a link of an older text, or one of somebody else's, shows nothing", async () => {
    const document = await open(await write("evidence/link/Dockerfile", "FROM node:24\n"));
    await show({ document: 1, version: -1, image: 0 });
    await show({ document: "x", version: 1, image: 0 });
    assert.ok(rangeOf(document, "node:24"));
    assert.deepEqual(panels(), []);
  });

  it("text of evidence that is no longer at hand says so", async () => {
    const uri = vscode.Uri.from({ scheme: "drydock-evidence", path: "/sbom-000000000000.json" });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /no longer at hand/);
  });
});
