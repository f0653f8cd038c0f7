import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  actionsAt,
  closeAll,
  edit,
  openText,
  rangeOf,
  shown,
  take,
  until,
  useRules,
} from "./editor";

const runsAsRoot = `FROM node:24-slim
WORKDIR /app
CMD ["node", "server.js"]
`;

describe("code actions", () => {
  useRules({ "root-user": "warning" });
  afterEach(closeAll);

  it("a quick fix settles its finding", async () => {
    const document = await openText(runsAsRoot);
    await until(() => shown(document.uri).length, 1);
    const actions = await actionsAt(document, rangeOf(document, "node:24-slim"));
    const fix = actions.find(({ title }) => title === "Run as node");
    assert.ok(fix);
    assert.equal(fix.isPreferred, true);
    assert.equal(fix.kind?.value, vscode.CodeActionKind.QuickFix.value);
    await take(fix);
    assert.equal(document.getText(), runsAsRoot.replace("CMD", "USER node\nCMD"));
    await until(() => shown(document.uri), []);
  });

  it("a finding can be explained", async () => {
    const document = await openText(runsAsRoot);
    const actions = await actionsAt(document, rangeOf(document, "node:24-slim"));
    const explain = actions.find(({ title }) => title === "Explain root-user");
    assert.deepEqual(explain?.command?.arguments, ["root-user"]);
  });

  it("nothing is offered where nothing was found", async () => {
    const document = await openText(runsAsRoot);
    assert.deepEqual(await actionsAt(document, rangeOf(document, "WORKDIR")), []);
  });

  it("a fix is made from the text of its moment, not from what was shown before", async () => {
    const document = await openText(runsAsRoot);
    await until(() => shown(document.uri).length, 1);
    await edit(document, new vscode.Range(0, 0, 0, 0), "# a comment\n\n");
    const actions = await actionsAt(document, rangeOf(document, "node:24-slim"));
    const fix = actions.find(({ title }) => title === "Run as node");
    assert.ok(fix);
    await take(fix);
    assert.match(
      document.getText(),
      /^# a comment\n\nFROM node:24-slim\nWORKDIR \/app\nUSER node\n/,
    );
  });

  it("fix-all leaves alone what would change the meaning", async () => {
    const document = await openText(runsAsRoot);
    await until(() => shown(document.uri).length, 1);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const kind = vscode.CodeActionKind.SourceFixAll.append("drydock");
    assert.deepEqual(await actionsAt(document, whole, kind), []);
    await vscode.commands.executeCommand("drydock.fixAll");
    assert.equal(document.getText(), runsAsRoot);
  });
});
