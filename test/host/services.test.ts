import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  actionsAt,
  closeAll,
  edit,
  open,
  rangeOf,
  shown,
  take,
  until,
  useRules,
  write,
} from "./editor";

const compose = `services:
  app:
    image: "python:3.13"
    command: python app.py
  web:
    image: python:3.13
    command: bash -c start
    user: root
`;

async function hoverAt(document: vscode.TextDocument, text: string): Promise<string | null> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    rangeOf(document, text).end.translate(0, -1),
  );
  const contents = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
  return contents.find(({ value }) => value.startsWith("**"))?.value ?? null;
}

describe("compose and bake files", () => {
  useRules({ "root-user": "warning", "hardened-available": "hint", "eol-base": "warning" });
  afterEach(closeAll);

  it("show findings while they are written", async () => {
    const uri = await write("services-typing/compose.yaml", compose);
    const document = await open(uri);
    await until(
      () => shown(uri),
      [
        "3 python:3.13: hint hardened-available",
        "3 python:3.13: warning root-user",
        "6 python:3.13: hint hardened-available",
        "8 root: warning root-user",
      ],
    );
    await edit(document, rangeOf(document, "root"), "1000");
    await edit(document, rangeOf(document, '"python:3.13"'), "dhi.io/python:3.13");
    await until(() => shown(uri), ["6 python:3.13: hint hardened-available"]);
  });

  it("show them in files of other names, and in no other YAML", async () => {
    const other = await write("services-names/values.yaml", compose);
    await open(other);
    const addition = await write("services-names/web.compose.yml", compose);
    await open(addition);
    await until(() => shown(addition).length, 4);
    assert.deepEqual(shown(other), []);
    const bake = await write(
      "services-names/docker-bake.hcl",
      'target "a" {\n  contexts = { b = "docker-image://alpine:3.9" }\n}\n',
    );
    await open(bake);
    await until(() => shown(bake), ["2 alpine:3.9: information eol-base"]);
  });

  it("have the hover of a Dockerfile, and a link in it swaps the image", async () => {
    const document = await open(await write("services-hover/compose.yaml", compose));
    assert.equal(await hoverAt(document, "command"), null);
    const blocked = (await hoverAt(document, "image: python:3.13")) ?? "";
    assert.match(blocked, /is blocked: Line 7\\: command starts bash/);
    const hover = (await hoverAt(document, '"python:3.13"')) ?? "";
    const query = /\(command:drydock\.swapImage\?(\S+) /.exec(hover)?.[1] ?? "";
    const link = JSON.parse(decodeURIComponent(query)) as unknown[];
    await vscode.commands.executeCommand("drydock.swapImage", ...link);
    const swapped = compose.replace('"python:3.13"', '"dhi.io/python:3.13"');
    assert.equal(document.getText(), swapped);
    // The same link again is one of an older text.
    await vscode.commands.executeCommand("drydock.swapImage", ...link);
    assert.equal(document.getText(), swapped);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), compose);
  });

  it("have quick fixes: a swap, a user, a comment", async () => {
    const uri = await write("services-fixes/compose.yaml", compose);
    const document = await open(uri);
    await until(() => shown(uri).length, 4);
    const offered = async (text: string): Promise<vscode.CodeAction[]> =>
      actionsAt(document, rangeOf(document, text));
    const find = async (text: string, title: string): Promise<vscode.CodeAction> => {
      const actions = await offered(text);
      const found = actions.find((action) => action.title === title);
      assert.ok(found, actions.map((action) => action.title).join("\n"));
      return found;
    };
    const swap = await find('"python:3.13"', "Swap in dhi.io/python:3.13");
    assert.equal(swap.isPreferred, true);
    await take(swap);
    await take(await find("root", "Ignore root-user here"));
    assert.equal(
      document.getText(),
      compose
        .replace('"python:3.13"', '"dhi.io/python:3.13"')
        .replace("    user", "    # drydock ignore=root-user\n    user"),
    );
    await until(() => shown(uri), ["6 python:3.13: hint hardened-available"]);
  });

  it("follow the files that they are read together with", async () => {
    const uri = await write("services-beside/compose.yaml", compose);
    await open(uri);
    await until(() => shown(uri).length, 4);
    const override = await write(
      "services-beside/compose.override.yaml",
      "services: {app: {user: '1000'}}\n",
    );
    await until(() => shown(uri).length, 3);
    await vscode.workspace.fs.delete(override);
    await until(() => shown(uri).length, 4);
  });

  it("follow the variables of their images in .env", async () => {
    const image = "services:\n  a:\n    image: python:${PYTHON}\n    user: '1000'\n";
    const uri = await write("services-variables/compose.yaml", image);
    await open(uri);
    const variables = await write("services-variables/.env", "PYTHON=3.8\n");
    const range = "3 python:${PYTHON}";
    await until(() => shown(uri), [`${range}: warning eol-base`]);
    await write("services-variables/.env", "PYTHON=3.13\n");
    await until(() => shown(uri), [`${range}: hint hardened-available`]);
    await vscode.workspace.fs.delete(variables);
    await until(() => shown(uri), []);
  });

  it("are completed where an image is named, hardened images first", async () => {
    const offered = async (path: string, marked: string): Promise<vscode.CompletionItem[]> => {
      const document = await open(await write(path, marked.replace("|", "")));
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        document.positionAt(marked.indexOf("|")),
        undefined,
        3,
      );
      return list.items
        .filter(({ sortText }) => /^\d{5}$/.test(sortText ?? ""))
        .sort((a, b) => Number(a.sortText) - Number(b.sortText));
    };
    const file = "services-completion/compose.yaml";
    const names = await offered(file, "services:\n  a:\n    image: nod|\n");
    assert.deepEqual(names[0]?.label, {
      label: "dhi.io/node",
      description: "Docker Hardened Images",
    });
    const bake = "services-completion/docker-bake.hcl";
    const context = 'target "a" {\n  contexts = { b = "docker-image://dhi.io/node:2|" }\n}\n';
    const tags = await offered(bake, context);
    assert.match(JSON.stringify(tags[0]?.label), /"label":"2/);
    assert.ok(tags[0]?.documentation instanceof vscode.MarkdownString);
    assert.deepEqual(await offered(bake, 'target "a" {\n  args = { b = "nod|" }\n}\n'), []);
  });
});
