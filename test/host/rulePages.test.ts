import * as vscode from "vscode";
import { closeAll, openText, until } from "./editor";

/** The titles of all open tabs. */
function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

describe("rule pages", () => {
  before(() => openText("FROM scratch\n"));
  beforeEach(closeAll);
  after(closeAll);

  it("Drydock: Explain Rule… opens the page that ships", async () => {
    await vscode.commands.executeCommand("drydock.explainRule", "root-user");
    await until(() => tabs().some((label) => label.includes("root-user.md")), true);
  });
});
