import * as vscode from "vscode";
import { asLink, imagesNearCursor, linkedImage, type Target } from "./linkedImage";
import type { Linter } from "./linter";
import type { LiveImages } from "./liveImages";
import { plain } from "./markdown";

/**
 * `Drydock: Ask Registry About Image`: of the image that a link names, else of the one at the cursor. The hover on
 * it shows the answer.
 */
export async function askRegistry(linter: Linter, live: LiveImages, value: unknown): Promise<void> {
  const target = await targetOf(linter, value);
  if (target === null) return;
  const { image } = target;
  const refusal = refusalOf(target, live);
  if (refusal !== null || image.reference === null) {
    void vscode.window.showInformationMessage(refusal ?? "");
    return;
  }
  const { reference } = image;
  const isAnswered = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Asking ${plain(reference.registry)} about ${plain(image.name)}`,
      cancellable: true,
    },
    async (_progress, token) => {
      const enough = new AbortController();
      token.onCancellationRequested(() => enough.abort());
      try {
        await live.ask(reference, true, enough.signal);
        return true;
      } catch (error) {
        if (enough.signal.aborted) return false;
        throw error;
      }
    },
  );
  if (isAnswered) await showHover(target);
}

async function targetOf(linter: Linter, value: unknown): Promise<Target | null> {
  const link = asLink(value);
  if (typeof link.image === "number")
    return linkedImage(linter, link, () =>
      say("The file has changed since, so nobody was asked. Please try again."),
    );
  const shown = await imagesNearCursor(linter);
  const [image] = shown?.near ?? [];
  if (shown === null || image === undefined) {
    say("There is no image at the cursor.");
    return null;
  }
  return { document: shown.document, found: shown.found, image };
}

function refusalOf({ image }: Target, live: LiveImages): string | null {
  if (!vscode.workspace.isTrusted) return "Registries are asked in trusted workspaces only.";
  if (live.permission() === "never")
    return "The setting drydock.online says that no registry is asked.";
  if (image.reference === null)
    return `Which image ${plain(image.name)} is depends on a build argument.`;
  return image.isLocal ? `${plain(image.name)} is an image of this machine.` : null;
}

/** The editor shows hovers at the cursor; the person asked about this image, so it goes there. */
async function showHover({ document, found, image }: Target): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document || document.version !== found.linted.version) return;
  const start = new vscode.Position(image.range.start.line, image.range.start.character);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start));
  await vscode.commands.executeCommand("editor.action.showHover");
}

function say(message: string): void {
  void vscode.window.showInformationMessage(message);
}
