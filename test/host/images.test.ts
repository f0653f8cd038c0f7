import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, edit, openText, rangeOf, until, useRules, withSetting } from "./editor";

const twoStages = `FROM node:24 AS build
WORKDIR /app
RUN npm ci

FROM node:24
WORKDIR /app
COPY --from=build /app/dist ./dist
CMD ["node", "dist/server.js"]
`;

/** Our hover at the first place of a text, null where there is none. */
async function hoverAt(
  document: vscode.TextDocument,
  text: string,
): Promise<vscode.MarkdownString | null> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    rangeOf(document, text).end.translate(0, -1),
  );
  const contents = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
  return contents.find(({ value }) => value.startsWith("**")) ?? null;
}

/** The command of the first link to it, as the editor runs it. */
function linkOf({ value }: vscode.MarkdownString, command: string): unknown[] {
  const query = new RegExp(`\\(command:${command.replace(".", "\\.")}\\?(\\S+) `).exec(value)?.[1];
  assert.ok(query, value);
  return JSON.parse(decodeURIComponent(query)) as unknown[];
}

describe("images", () => {
  useRules({ "heavy-base": "warning" });
  afterEach(closeAll);

  it("a hover says what an image is, and its links run our commands alone", async () => {
    const document = await openText(twoStages);
    const hover = await hoverAt(document, "\nFROM node:24");
    assert.ok(hover);
    assert.match(hover.value, /^\*\*node\\:24\*\* /);
    assert.deepEqual(hover.isTrusted, {
      enabledCommands: [
        "drydock.swapImage",
        "drydock.swapBaseImage",
        "drydock.showEvidence",
        "drydock.compareImages",
        "drydock.askRegistry",
        "drydock.hardenDockerfile",
      ],
    });
    assert.equal(await hoverAt(document, "WORKDIR"), null);
  });

  it("a link swaps exactly the image, in one step that can be undone", async () => {
    const document = await openText(twoStages);
    const hover = await hoverAt(document, "\nFROM node:24");
    assert.ok(hover);
    const link = linkOf(hover, "drydock.swapImage");
    await vscode.commands.executeCommand("drydock.swapImage", ...link);
    const swapped = twoStages.replace("\nFROM node:24\n", "\nFROM dhi.io/node:24\n");
    assert.equal(document.getText(), swapped);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), twoStages);
  });

  it("a link of an older text, or one of somebody else's, does nothing", async () => {
    const document = await openText(twoStages);
    const hover = await hoverAt(document, "\nFROM node:24");
    assert.ok(hover);
    const link = linkOf(hover, "drydock.swapImage");
    await edit(document, new vscode.Range(0, 0, 0, 0), "# a comment\n");
    const before = document.getText();
    for (const argument of [link[0], undefined, null, 7, "dhi", { document: 1 }, { image: "0" }])
      await vscode.commands.executeCommand("drydock.swapImage", argument);
    assert.equal(document.getText(), before);
  });

  it("the command swaps what is chosen from the list", async () => {
    const document = await openText(twoStages);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { start } = rangeOf(document, "node:24 AS build");
    editor.selection = new vscode.Selection(start, start);
    const done = vscode.commands.executeCommand("drydock.swapBaseImage");
    // The list has no event that tells that it is there.
    await until(
      async () => {
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return document.getText();
      },
      twoStages.replace("FROM node:24 AS", "FROM dhi.io/node:24-dev AS"),
    );
    await done;
  });

  it("a swap is the preferred quick fix", async () => {
    const document = await openText(twoStages);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      rangeOf(document, "\nFROM node:24"),
      vscode.CodeActionKind.QuickFix.value,
    );
    const swaps = actions.filter(({ title }) => title.startsWith("Swap in"));
    assert.deepEqual(
      swaps.map(({ title, isPreferred }) => [title, isPreferred]),
      [["Swap in dhi.io/node:24", true]],
    );
  });

  it("code lenses come and go with their setting", async () => {
    const document = await openText(twoStages);
    const titles = async (): Promise<string[]> => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        20,
      );
      return lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title ?? ""}`);
    };
    assert.deepEqual(await titles(), []);
    await withSetting("codeLens", true, async () => {
      const all = await titles();
      assert.equal(all.length, 7);
      assert.equal(all[0], "1 Harden this Dockerfile");
      assert.match(all[1] ?? "", /^1 node:24: [\d.]+ MB, user root$/);
      assert.equal(all[2], "1 Swap in dhi.io/node:24-dev");
      assert.equal(all[3], "1 Show evidence");
      assert.equal(all[5], "5 Swap in dhi.io/node:24");
    });
    assert.deepEqual(await titles(), []);
  });

  it("inlay hints come and go with their setting", async () => {
    const document = await openText(twoStages);
    const labels = async (): Promise<string[]> => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      return hints.map(({ position, label }) => `${position.line + 1} ${String(label)}`);
    };
    assert.deepEqual(await labels(), []);
    await withSetting("inlayHints", true, async () => {
      const all = await labels();
      assert.equal(all.length, 2);
      assert.match(all[1] ?? "", /^5 [\d.]+ MB, user root$/);
    });
    assert.deepEqual(await labels(), []);
  });
});

describe("completion of images", () => {
  afterEach(closeAll);

  /** What is offered of ours behind a text, in its order. */
  async function offered(content: string): Promise<vscode.CompletionItem[]> {
    const document = await openText(content);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      document.positionAt(content.length),
      undefined,
      3,
    );
    return list.items
      .filter(({ sortText }) => /^\d{5}$/.test(sortText ?? ""))
      .sort((a, b) => Number(a.sortText) - Number(b.sortText));
  }

  const labels = (items: readonly vscode.CompletionItem[]): string[] =>
    items.map(({ label }) => (typeof label === "string" ? label : label.label));

  it("names come with hardened images first", async () => {
    const [first, ...others] = labels(await offered("FROM nod"));
    assert.equal(first, "dhi.io/node");
    assert.ok(others.includes("node"));
  });

  it("tags come newest first, with documentation", async () => {
    const items = await offered("FROM dhi.io/node:2");
    assert.equal(labels(items)[0]?.startsWith("2"), true);
    assert.ok(items[0]?.documentation instanceof vscode.MarkdownString);
    assert.equal(items[0].documentation.isTrusted, undefined);
  });

  it("COPY --from is completed as well", async () => {
    const items = await offered("FROM scratch\nCOPY --from=redi");
    assert.ok(labels(items).includes("redis"));
  });

  it("nothing is offered elsewhere", async () => {
    for (const content of ["FROM node:24\nRUN echo nod", "FROM node AS nod", "# FROM nod"])
      assert.deepEqual(labels(await offered(content)), [], content);
  });
});
