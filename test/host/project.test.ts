import assert from "node:assert/strict";
import * as vscode from "vscode";
import { at, closeAll, open, ours, shown, until, useRules, write } from "./editor";

const runsAsRoot = `FROM node:24-slim
CMD ["node", "server.js"]
`;

describe("files around a Dockerfile", () => {
  useRules({ "root-user": "warning" });
  afterEach(closeAll);

  it("the nearest .drydock.yaml decides, as soon as it is there and as long as it is", async () => {
    const file = await write("configured/app/Dockerfile", runsAsRoot);
    await open(file);
    await until(() => shown(file), ["1 node:24-slim: warning root-user"]);
    const configuration = await write("configured/.drydock.yaml", "rules:\n  root-user: hint\n");
    await until(() => shown(file), ["1 node:24-slim: hint root-user"]);
    await write("configured/.drydock.yaml", "rules:\n  root-user: error\n");
    await until(() => shown(file), ["1 node:24-slim: error root-user"]);
    await vscode.workspace.fs.delete(configuration);
    await until(() => shown(file), ["1 node:24-slim: warning root-user"]);
  });

  it("a bad .drydock.yaml is told where it is bad, and the rest of it counts", async () => {
    const bad = await write(
      "bad/.drydock.yaml",
      "profile: lenient\nrules:\n  root-user: hint\n  no-such-rule: error\n",
    );
    const file = await write("bad/Dockerfile", runsAsRoot);
    await open(file);
    await until(() => shown(file), ["1 node:24-slim: hint root-user"]);
    const lines = ours(bad).map(({ range, message }) => `${range.start.line + 1} ${message}`);
    assert.match(lines[0] ?? "", /^1 "profile" can't be lenient/);
    assert.match(lines[1] ?? "", /^4 "rules\.no-such-rule" is unknown/);
    await write("bad/.drydock.yaml", "rules:\n  root-user: hint\n");
    await until(() => ours(bad).length, 0);
  });

  it("a stage that a compose file builds ships", async () => {
    const file = await write(
      "composed/Dockerfile",
      "FROM node:24-slim AS tools\n\nFROM node:24-slim\nUSER node\n",
    );
    await open(file);
    const compose = await write(
      "composed/compose.yaml",
      "services:\n  tools:\n    build:\n      context: .\n      target: tools\n",
    );
    await until(() => shown(file), ["1 node:24-slim: information root-user"]);
    await vscode.workspace.fs.delete(compose);
    await until(() => shown(file), []);
  });

  it("a compose file elsewhere in the workspace counts as well", async () => {
    await write(
      "deploy/compose.yaml",
      "services:\n  tools:\n    build:\n      context: ../elsewhere\n      target: tools\n",
    );
    const file = await write(
      "elsewhere/Dockerfile",
      "FROM node:24-slim AS tools\n\nFROM node:24-slim\nUSER node\n",
    );
    await open(file);
    await until(() => shown(file), ["1 node:24-slim: information root-user"]);
    await vscode.workspace.fs.delete(at("deploy"), { recursive: true });
    await until(() => shown(file), []);
  });
});
