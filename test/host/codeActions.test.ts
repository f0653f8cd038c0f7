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
  withSetting,
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

  it("a finding can be ignored, and a second one in the same comment", async () => {
    await withSetting(
      "rules",
      { "root-user": "warning", "privileged-run": "warning" },
      async () => {
        const document = await openText(
          "# syntax=docker/dockerfile:1\nFROM node:24-slim\nRUN --network=host true\n",
        );
        await until(() => shown(document.uri).length, 2);
        const ignore = async (text: string, title: string): Promise<void> => {
          const actions = await actionsAt(document, rangeOf(document, text));
          const action = actions.find((one) => one.title === title);
          assert.ok(action, actions.map((one) => one.title).join(", "));
          await take(action);
        };
        await ignore("node:24-slim", "Ignore root-user in this file");
        await until(() => shown(document.uri).length, 1);
        await ignore("--network=host", "Ignore privileged-run in this file");
        await until(() => shown(document.uri), []);
        assert.match(
          document.getText(),
          /^# syntax=docker\/dockerfile:1\n# drydock file ignore=root-user,privileged-run\nFROM /,
        );
      },
    );
  });

  it("fix-all makes the safe fixes", async () => {
    await withSetting("rules", { "root-user": "warning", "needs-shell": "error" }, async () => {
      const document = await openText(
        "FROM gcr.io/distroless/nodejs24-debian13\nCMD node server.js\n",
      );
      await until(() => shown(document.uri).some((one) => one.endsWith("needs-shell")), true);
      const kind = vscode.CodeActionKind.SourceFixAll.append("drydock");
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const [fixAll, ...others] = await actionsAt(document, whole, kind);
      assert.ok(fixAll);
      assert.deepEqual(others, []);
      await take(fixAll);
      assert.match(document.getText(), /\nCMD \["node", "server.js"\]\n/);
    });
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
