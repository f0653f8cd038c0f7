import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  edit,
  extensionId,
  open,
  openText,
  openUntitled,
  ours,
  pause,
  rangeOf,
  show,
  shown,
  until,
  useRules,
  withSetting,
  write,
} from "./editor";

const runsAsRoot = `FROM node:24-slim
WORKDIR /app
CMD ["node", "server.js"]
`;

describe("diagnostics", () => {
  useRules({ "root-user": "warning" });
  afterEach(closeAll);

  it("a Dockerfile starts the extension and shows what it finds", async () => {
    const file = await write("open/Dockerfile", runsAsRoot);
    await open(file);
    await until(() => shown(file), ["1 node:24-slim: warning root-user"]);
    assert.ok(vscode.extensions.getExtension(extensionId)?.isActive);
    const [found] = ours(file);
    assert.match(found?.message ?? "", /runs as root/);
    const code = found?.code as { target: vscode.Uri };
    assert.equal(
      code.target.toString(),
      `${vscode.env.uriScheme}://${extensionId}/rules/root-user`,
    );
  });

  it("a file that was never saved is linted", async () => {
    const { uri } = await openText(runsAsRoot);
    await until(() => shown(uri), ["1 node:24-slim: warning root-user"]);
  });

  it("a file of another language is left alone", async () => {
    const document = await openUntitled(runsAsRoot);
    await pause();
    assert.deepEqual(shown(document.uri), []);
  });

  it("a change of language counts at once", async () => {
    const document = await openUntitled(runsAsRoot);
    const docker = await vscode.languages.setTextDocumentLanguage(document, "dockerfile");
    await until(() => shown(docker.uri), ["1 node:24-slim: warning root-user"]);
    await vscode.languages.setTextDocumentLanguage(docker, "plaintext");
    await until(() => shown(docker.uri), []);
  });

  it("edits are followed", async () => {
    const document = await openText(runsAsRoot);
    await until(() => shown(document.uri), ["1 node:24-slim: warning root-user"]);
    await edit(document, rangeOf(document, "CMD"), "USER node\nCMD");
    await until(() => shown(document.uri), []);
    await edit(document, rangeOf(document, "USER node"), "USER root");
    await until(() => shown(document.uri), ["3 root: warning root-user"]);
  });

  it("what BuildKit would refuse is an error", async () => {
    const { uri } = await openText("FROM scratch\nUSER 1000\nRUM true\n");
    await until(() => shown(uri).length, 1);
    assert.match(shown(uri)[0] ?? "", /^3 .*: error syntax$/);
  });

  it("findings name the other places that belong to them", async () => {
    const { uri } = await openText("FROM node:24-slim\nRUN useradd -m app\n");
    await until(() => ours(uri).length, 1);
    const [related] = ours(uri)[0]?.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), uri.toString());
    assert.equal(related?.location.range.start.line, 0);
  });

  it("a closed file shows nothing", async () => {
    const file = await write("close/Dockerfile", runsAsRoot);
    await show(file);
    await until(() => ours(file).length, 1);
    await closeAll();
    await until(() => ours(file).length, 0);
  });

  it("settings count at once", async () => {
    const { uri } = await openText(runsAsRoot);
    await until(() => shown(uri), ["1 node:24-slim: warning root-user"]);
    await withSetting("rules", { "root-user": "error" }, () =>
      until(() => shown(uri), ["1 node:24-slim: error root-user"]),
    );
    await withSetting("enable", false, () => until(() => shown(uri), []));
    await until(() => shown(uri), ["1 node:24-slim: warning root-user"]);
  });
});
