import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  actionsAt,
  closeAll,
  edit,
  open,
  pause,
  rangeOf,
  shown,
  until,
  useRules,
  withSetting,
  write,
} from "./editor";

const twoStages = `FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o /app .

FROM node:24
WORKDIR /app
COPY --from=build /app ./app
CMD ["node", "server.js"]
`;
const builder = "dhi.io/golang:1.26-alpine-dev";
const hardened = twoStages
  .replace("golang:1.26-alpine", builder)
  .replace("FROM node:24\n", "FROM dhi.io/node:24\n");

const nothingToDo = "FROM scratch\nCOPY app /app\nUSER 10001\n";

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** The titles of all open tabs. */
const tabs = (): string[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

/** Waits until the preview can be worked with: choosing one of its items opens the texts. */
async function previewOpens(): Promise<void> {
  await until(async () => {
    await run("refactorPreview.focus");
    await run("list.focusFirst");
    await run("list.focusDown");
    await run("list.select");
    return tabs().some((label) => label.startsWith("Refactor Preview"));
  }, true);
}

/** Takes the first line of a list; a list has no event that tells that it is there, and a test asks again. */
async function acceptListed(): Promise<void> {
  await pause(200);
  await run("workbench.action.acceptSelectedQuickOpenItem");
}

let files = 0;

/** A file of its own for each test: what previews and comparisons have shown is held by the editor for a while. */
async function openFile(text: string): Promise<vscode.TextDocument> {
  return open(await write(`plan-${++files}/Dockerfile`, text));
}

/** What a comparison shows at the right of a document; those of other tests may still be held. */
function twinOf({ uri: of }: vscode.TextDocument): vscode.TextDocument {
  const twin = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === "drydock-hardened" && uri.query === of.toString(),
  );
  assert.ok(twin);
  return twin;
}

describe("Harden This Dockerfile", () => {
  useRules({ "heavy-base": "warning" });
  afterEach(async () => {
    await run("refactorPreview.discard");
    await run("notifications.clearAll");
    await closeAll();
  });

  it("shows a preview, and writes it when it is applied: one step to undo", async () => {
    const document = await openFile(twoStages);
    const done = run("drydock.hardenDockerfile");
    await previewOpens();
    assert.equal(document.getText(), twoStages);
    await run("refactorPreview.apply");
    await done;
    assert.equal(document.getText(), hardened);
    await vscode.window.showTextDocument(document);
    await run("undo");
    assert.equal(document.getText(), twoStages);
  });

  it("writes nothing when it is discarded", async () => {
    const document = await openFile(twoStages);
    const done = run("drydock.hardenDockerfile");
    await previewOpens();
    await run("refactorPreview.discard");
    await done;
    assert.equal(document.getText(), twoStages);
  });

  it("leaves out what is unticked, and nothing else", async () => {
    const document = await openFile(twoStages);
    const done = run("drydock.hardenDockerfile");
    await previewOpens();
    // The texts that have just opened may take the focus from the items.
    await pause();
    await run("refactorPreview.focus");
    // The last item is the change of the last stage.
    await run("list.focusLast");
    await run("refactorPreview.toggleCheckedState");
    await run("refactorPreview.apply");
    await done;
    assert.equal(document.getText(), twoStages.replace("golang:1.26-alpine", builder));
  });

  it("is not misapplied to a text that changed under the preview", async () => {
    const document = await openFile(twoStages);
    void run("drydock.hardenDockerfile");
    await previewOpens();
    await edit(document, new vscode.Range(0, 0, 0, 0), "# a comment\n");
    // The editor says so in a dialog, which it does not show to tests.
    await Promise.race([Promise.resolve(run("refactorPreview.apply")).catch(() => {}), pause()]);
    assert.equal(document.getText(), `# a comment\n${twoStages}`);
  });

  it("opens no preview where there is nothing to do", async () => {
    const document = await openFile(nothingToDo);
    await run("drydock.hardenDockerfile");
    await pause();
    await run("refactorPreview.apply");
    assert.equal(document.getText(), nothingToDo);
  });

  it("is offered on a FROM, and runs on the document that it was offered for", async () => {
    const document = await openFile(twoStages);
    const kind = vscode.CodeActionKind.RefactorRewrite.append("drydock");
    const titles = async (text: string): Promise<string[]> =>
      (await actionsAt(document, rangeOf(document, text), kind)).map(({ title }) => title);
    assert.deepEqual(await titles("node:24"), ["Harden this Dockerfile…"]);
    assert.deepEqual(await titles("WORKDIR"), []);
    const [action] = await actionsAt(document, rangeOf(document, "node:24"), kind);
    await openFile("FROM scratch\n");
    const { command, arguments: args = [] } = action?.command ?? {};
    assert.equal(command, "drydock.hardenDockerfile");
    const done = run(command, ...args);
    await previewOpens();
    await run("refactorPreview.apply");
    await done;
    assert.equal(document.getText(), hardened);
  });

  it("comes with the light bulb of what it may settle", async () => {
    const document = await openFile(twoStages);
    await until(() => shown(document.uri).length, 1);
    const actions = await actionsAt(document, rangeOf(document, "node:24"));
    const harden = actions.filter(({ title }) => title === "Harden this Dockerfile…");
    assert.deepEqual(
      harden.map(({ kind }) => kind?.value),
      ["quickfix"],
    );
  });

  it("is not offered where there is nothing to do", async () => {
    const document = await openFile(nothingToDo);
    const actions = await actionsAt(document, rangeOf(document, "FROM"));
    assert.deepEqual(actions, []);
  });

  it("says why it can't be done, and leads to the place", async () => {
    await openFile("# ended long ago\nFROM node:16\nRUN npm ci\n");
    await until(async () => {
      await run("drydock.hardenDockerfile");
      // The button of the message, then the first of the reasons.
      await run("notification.acceptPrimaryAction");
      await acceptListed();
      return (vscode.window.activeTextEditor?.selection.start.line ?? 0) > 0;
    }, true);
  });

  it("arguments of somebody else's do nothing", async () => {
    const document = await openFile(twoStages);
    const others = [{ document: 99 }, { document: "1" }, vscode.Uri.parse("drydock-hardened:/x?y")];
    for (const argument of others)
      for (const command of ["hardenDockerfile", "compareHardened", "applyHardened"])
        await run(`drydock.${command}`, argument);
    assert.equal(document.getText(), twoStages);
    assert.equal(tabs().length, 1);
  });

  it("a code lens above the first FROM leads to it", async () => {
    const document = await openFile(twoStages);
    await withSetting("codeLens", true, async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        20,
      );
      const titles = lenses
        .filter(({ command }) => command?.command === "drydock.hardenDockerfile")
        .map(({ range, command }) => `${range.start.line + 1} ${command?.title ?? ""}`);
      assert.deepEqual(titles, ["1 Harden this Dockerfile"]);
    });
  });
});

describe("Compare With Hardened Version", () => {
  useRules({ "heavy-base": "warning" });
  afterEach(closeAll);

  it("shows the text after, as a Dockerfile that is not linted, and follows the document", async () => {
    const document = await openFile(twoStages);
    await run("drydock.compareHardened");
    const twin = twinOf(document);
    assert.equal(twin.getText(), hardened);
    assert.equal(twin.languageId, "dockerfile");
    assert.ok(tabs().includes("Dockerfile ↔ hardened"));
    await edit(document, new vscode.Range(0, 0, 0, 0), "# a comment\n");
    await until(() => twinOf(document).getText(), `# a comment\n${hardened}`);
    assert.deepEqual(shown(twin.uri), []);
  });

  it("is applied in one step that can be undone, and closed", async () => {
    const document = await openFile(twoStages);
    await run("drydock.compareHardened");
    const { uri } = twinOf(document);
    await until(async () => {
      const done = run("drydock.applyHardened", uri);
      // The list says what is to be known; its first line applies.
      await acceptListed();
      await Promise.race([done, pause()]);
      return document.getText();
    }, hardened);
    await until(() => tabs().filter((label) => label.includes("↔")), []);
    await vscode.window.showTextDocument(document);
    await run("undo");
    assert.equal(document.getText(), twoStages);
  });

  it("is refused where the document changed meanwhile", async () => {
    const document = await openFile(twoStages);
    await run("drydock.compareHardened");
    await edit(document, new vscode.Range(0, 0, 0, 0), "# a comment\n");
    await run("drydock.applyHardened", twinOf(document).uri);
    assert.equal(document.getText(), `# a comment\n${twoStages}`);
    await until(() => twinOf(document).getText(), `# a comment\n${hardened}`);
  });
});
