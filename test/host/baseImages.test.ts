import assert from "node:assert/strict";
import * as vscode from "vscode";
import { at, closeAll, edit, open, pause, until, useRules, watchedFolder, write } from "./editor";

const builds = `FROM golang:1.26-alpine AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
USER 10001
`;
const hardenedBuilds = builds.replace("golang:1.26-alpine", "dhi.io/golang:1.26-alpine-dev");

const compose = `services:
  app:
    image: python:3.13
    command: python app.py
`;

/** What the editor takes for the text of a file: it holds documents for a while that nobody sees any more. */
const textOf = async (path: string): Promise<string> =>
  (await vscode.workspace.openTextDocument(at(path))).getText();

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** Takes a line of the list that a command shows; nothing tells when it is there, so until the command is done. */
async function acceptListed(command: Thenable<unknown>, down = 0): Promise<void> {
  let isDone = false;
  const done = Promise.resolve(command).finally(() => (isDone = true));
  while (!isDone) {
    await pause(100);
    for (let step = 0; step < down; step++) await run("workbench.action.quickOpenSelectNext");
    await run("workbench.action.acceptSelectedQuickOpenItem");
  }
  await done;
}

/** The text of a report, and closes it. */
async function report(format: "markdown" | "sarif"): Promise<string> {
  await acceptListed(run("drydock.reportBaseImages"), format === "markdown" ? 0 : 1);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.languageId, format === "markdown" ? "markdown" : "json");
  const text = document.getText();
  await run("workbench.action.revertAndCloseActiveEditor");
  return text;
}

/** `tree/a/Dockerfile:1 golang:1.26-alpine`, as the report has them. */
async function places(): Promise<string[]> {
  const rows = (await report("markdown")).matchAll(/^\| `([^`]+)` \|[^|]*\| \[([^\]]+)\]/gm);
  return [...rows].map(([, image, place]) => `${place} ${image}`).sort();
}

/** Chooses the first place of the first image of the first group. */
async function chooseFirst(): Promise<void> {
  await run("drydock.baseImages.focus");
  await run("list.focusFirst");
  await run("list.collapseAll");
  for (const _ of ["group", "image"]) {
    await run("list.expand");
    await pause(200);
    await run("list.focusDown");
  }
  await run("list.select");
}

const shownPlace = (): string => {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return "none";
  const path = vscode.workspace.asRelativePath(editor.document.uri);
  return `${path}:${editor.selection.start.line + 1}`;
};

describe("Base Images", function () {
  this.timeout(90_000);
  useRules({});
  const excluded = vscode.workspace.getConfiguration("files");
  before(async () => {
    // Only the files of this test, whatever others have left.
    const others = await vscode.workspace.fs.readDirectory(at(""));
    await excluded.update(
      "exclude",
      Object.fromEntries(others.map(([name]) => [name, true])),
      vscode.ConfigurationTarget.Workspace,
    );
    await watchedFolder("tree");
    await watchedFolder("tree/a");
    await write("tree/node_modules/c/Dockerfile", builds);
    await write("tree/ignored/Dockerfile", builds);
    await write("tree/.gitignore", "ignored/\n");
  });
  beforeEach(async () => {
    await write("tree/a/Dockerfile", builds);
    await write("tree/b/compose.yaml", compose);
    await until(() => textOf("tree/a/Dockerfile"), builds);
    await until(() => textOf("tree/b/compose.yaml"), compose);
  });
  after(async () => {
    await excluded.update("exclude", undefined, vscode.ConfigurationTarget.Workspace);
    await run("workbench.view.explorer");
  });
  afterEach(async () => {
    await run("refactorPreview.discard");
    await run("notifications.clearAll");
    await closeAll();
  });

  it("are those of the files of the workspace, as they are on disk and as they are open", async () => {
    const both = ["tree/a/Dockerfile:1 golang:1.26-alpine", "tree/b/compose.yaml:3 python:3.13"];
    const closed = await write("tree/c.Dockerfile", "FROM acme.io/app:1\n");
    await run("drydock.refreshBaseImages");
    assert.deepEqual(await places(), [...both, "tree/c.Dockerfile:1 acme.io/app:1"]);
    await write("tree/c.Dockerfile", "FROM acme.io/app:2\n");
    await until(places, [...both, "tree/c.Dockerfile:1 acme.io/app:2"]);
    await vscode.workspace.fs.delete(closed);
    await until(places, both);

    await write("tree/a/Dockerfile", `# more\n${builds}`);
    await until(places, ["tree/a/Dockerfile:2 golang:1.26-alpine", both[1] ?? ""]);
    await write("tree/a/Dockerfile", builds);
    await until(places, both);

    const document = await open(at("tree/a/Dockerfile"));
    await edit(document, new vscode.Range(0, 5, 0, 23), "node:16");
    await until(places, ["tree/a/Dockerfile:1 node:16", both[1] ?? ""]);
    await edit(document, new vscode.Range(0, 5, 0, 12), "golang:1.26-alpine");
    await until(places, both);
    await document.save();
    await closeAll();

    await vscode.workspace.fs.delete(at("tree/a"), { recursive: true });
    await until(places, [both[1] ?? ""]);
    await watchedFolder("tree/a");
  });

  it("are those of documents that were never saved too, while they are open", async () => {
    const both = ["tree/a/Dockerfile:1 golang:1.26-alpine", "tree/b/compose.yaml:3 python:3.13"];
    await run("drydock.refreshBaseImages");
    const document = await vscode.workspace.openTextDocument({ language: "dockerfile" });
    await vscode.window.showTextDocument(document);
    await edit(document, new vscode.Range(0, 0, 0, 0), "FROM node:16\n");
    const unsaved = async () =>
      (await report("markdown")).match(/^\| `node:16` \|.*/m)?.[0].split(" | ")[2] ?? "none";
    await until(unsaved, `${document.uri.path}:1`);
    assert.deepEqual(await places(), both);
    const { runs } = JSON.parse(await report("sarif")) as {
      readonly runs: readonly [{ readonly results: readonly { readonly ruleId: string }[] }];
    };
    assert.equal(runs[0].results.length, 2, "no file of it can be named");
    await vscode.window.showTextDocument(document);
    await run("workbench.action.revertAndCloseActiveEditor");
    await until(unsaved, "none");
  });

  it("are reported in SARIF too", async () => {
    const { runs } = JSON.parse(await report("sarif")) as {
      readonly runs: readonly [{ readonly results: readonly { readonly ruleId: string }[] }];
    };
    assert.deepEqual(
      runs[0].results.map(({ ruleId }) => ruleId),
      ["hardened-available", "hardened-available"],
    );
  });

  it("a search that is stopped begins again when somebody needs it", async () => {
    const done = run("drydock.refreshBaseImages");
    await run("drydock.stopBaseImages");
    await done;
    assert.equal((await places()).length, 2);
  });

  it("of a file that is too large are not known, and the file is named", async () => {
    const large = await write("tree/a/large.Dockerfile", `# ${"x".repeat(1_100_000)}\n`);
    await run("drydock.refreshBaseImages");
    const lines = (await report("markdown")).split("\n");
    assert.deepEqual(lines.slice(lines.indexOf("## Could not be read") + 4, -1), [
      "| `tree/a/large.Dockerfile` | It has 1100003 bytes; files of more than 1048576 are not read. |",
    ]);
    await vscode.workspace.fs.delete(large);
    await until(async () => (await report("markdown")).includes("Could not be read"), false);
  });

  it("a place in the tree opens its line", async () => {
    await until(async () => {
      await chooseFirst();
      return shownPlace();
    }, "tree/a/Dockerfile:1");
  });

  it("an image that is chosen in the tree is swapped", async () => {
    await until(async () => {
      await chooseFirst();
      return shownPlace();
    }, "tree/a/Dockerfile:1");
    // A file that the editor reads anew at that moment is not swapped.
    await until(async () => {
      await acceptListed(run("drydock.swapListedImage"));
      return vscode.window.activeTextEditor?.document.getText();
    }, hardenedBuilds);
  });

  it("are hardened in all files by one preview", async () => {
    const done = run("drydock.hardenWorkspace");
    await until(async () => {
      await run("refactorPreview.focus");
      await run("list.focusFirst");
      await run("list.focusDown");
      await run("list.select");
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      return tabs.some(({ label }) => label.startsWith("Refactor Preview"));
    }, true);
    await run("refactorPreview.apply");
    await done;
    assert.equal(await textOf("tree/a/Dockerfile"), hardenedBuilds);
    assert.equal(
      await textOf("tree/b/compose.yaml"),
      compose.replace("python:3.13", "dhi.io/python:3.13"),
    );
    const untouched = ["tree/node_modules/c/Dockerfile", "tree/ignored/Dockerfile"];
    for (const path of untouched) assert.equal(await textOf(path), builds);
  });

  it("do nothing with what is none of the tree's own", async () => {
    for (const argument of [{ places: [{}] }, "x", vscode.Uri.parse("file:///x")])
      await run("drydock.showListedEvidence", argument);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 0);
  });
});
