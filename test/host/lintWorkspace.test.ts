import assert from "node:assert/strict";
import * as vscode from "vscode";
import { at, closeAll, ours, show, shown, until, useRules, watchedFolder, write } from "./editor";

const runsAsRoot = `FROM node:24-slim
CMD ["node", "server.js"]
`;

describe("Drydock: Lint Workspace", () => {
  useRules({ "root-user": "warning" });
  afterEach(closeAll);

  it("shows the findings of files that are not open, and follows the files", async () => {
    await watchedFolder("all");
    await watchedFolder("all/one");
    const file = await write("all/one/Dockerfile", runsAsRoot);
    const ignored = await write("all/ignored/Dockerfile", runsAsRoot);
    const installed = await write("all/node_modules/one/Dockerfile", runsAsRoot);
    await write("all/.gitignore", "ignored/\n");
    await vscode.commands.executeCommand("drydock.lintWorkspace");
    assert.equal(ours(file).length, 1);
    assert.deepEqual([...ours(ignored), ...ours(installed)], []);

    await show(file);
    await until(() => shown(file), ["1 node:24-slim: warning root-user"]);
    await closeAll();
    await until(() => ours(file).length, 1);

    await write("all/one/Dockerfile", "FROM node:24-slim\nUSER node\n");
    await until(() => ours(file).length, 0);
    await write("all/one/Dockerfile", runsAsRoot);
    await until(() => ours(file).length, 1);
    await vscode.workspace.fs.delete(at("all/one"), { recursive: true });
    await until(() => ours(file).length, 0);
  });
});
