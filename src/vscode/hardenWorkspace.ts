import * as vscode from "vscode";
import { swapsPlan } from "../harden/plan";
import { swapsOf } from "../harden/swap";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import type { ImageFile } from "./baseImageOverview";
import { requestOfFile } from "./baseImageReader";
import { say, sayDone } from "./hardenCommands";
import type { Linter } from "./linter";
import { withoutLinks } from "./markdown";
import type { ShownPlan } from "./planItems";
import { showLabels, workspacePreviewEdit, type FilePlan } from "./planPreview";
import { remarkLines } from "./planText";
import { planFor } from "./plans";

/** More in one preview is more than anybody looks through. */
const mostFiles = 200;

/** How a file would change. */
type Planner = (request: LintRequest, file: vscode.Uri) => Promise<ShownPlan> | ShownPlan;

/** `Drydock: Harden Workspace…`: what can be hardened in all files, as one preview. */
export async function hardenWorkspace(
  linter: Linter,
  memory: vscode.Memento,
  files: Iterable<ImageFile>,
): Promise<void> {
  const used = [...files].filter(({ images }) => images.length > 0);
  if (used.length === 0) return say("No file of this workspace uses an image of a registry.");
  await previewPlans(linter, memory, used, planOfFile);
}

/** The whole plan of a Dockerfile; compose and bake files have nothing but images to swap. */
const planOfFile: Planner = (request, file) =>
  request.services === undefined ? planFor(request, file) : swapsPlan(swapsOf(request).swaps);

/** Works out what happens to each file, and shows all of it in one preview, from which items can be taken out. */
export async function previewPlans(
  linter: Linter,
  memory: vscode.Memento,
  files: readonly Pick<ImageFile, "key" | "path">[],
  planner: Planner,
): Promise<void> {
  const inOrder = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  const plans = await withProgress((token, report) =>
    plansOf(linter, inOrder, planner, token, report),
  );
  if (plans === null) return;
  if (!plans.some(({ plan }) => plan.changes.length > 0)) return sayNothing(plans);
  if (!plans.every(isCurrent))
    return say("Files have changed since, so there is nothing to preview. Please run it again.");
  const changing = plans.filter(({ plan }) => plan.changes.length > 0);
  if (changing.length >= mostFiles)
    say(`The preview has the first ${mostFiles} files that change. Run it again for any others.`);
  let isOver = false;
  void showLabels(memory, () => isOver);
  const edit = workspacePreviewEdit(plans);
  const isApplied = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  isOver = true;
  // Items that are only to be read can be applied too.
  if (isApplied && !changing.every(isCurrent)) sayDone();
}

/** A plan whose file is open where it changes, so that the editor notices when it goes on. */
interface OpenPlan extends FilePlan {
  readonly document: vscode.TextDocument | null;
}

function isCurrent({ document, request }: OpenPlan): boolean {
  return document === null || document.getText() === request.text;
}

async function plansOf(
  linter: Linter,
  files: readonly Pick<ImageFile, "key" | "path">[],
  planner: Planner,
  token: vscode.CancellationToken,
  report: (message: string) => void,
): Promise<readonly OpenPlan[] | null> {
  const plans: OpenPlan[] = [];
  let changing = 0;
  for (const [index, { key, path }] of files.entries()) {
    if (changing === mostFiles) break;
    report(`${index + 1} of ${files.length}`);
    const plan = await planIn(linter, vscode.Uri.parse(key, true), path, planner);
    if (token.isCancellationRequested) return null;
    if (plan === null) continue;
    plans.push(plan);
    if (plan.plan.changes.length > 0) changing++;
  }
  return plans;
}

/** Null: the file can't be read, Drydock is switched off for it, or there is nothing to say of it. */
async function planIn(
  linter: Linter,
  file: vscode.Uri,
  path: string,
  planner: Planner,
): Promise<OpenPlan | null> {
  const before = await requestOfFile(linter, file);
  if (before === null) return null;
  const plan = await planner(before, file);
  if (plan.changes.length === 0)
    return plan.left.length === 0 ? null : { file, path, request: before, plan, document: null };
  const document = await openQuietly(file);
  if (document === null) return null;
  if (document.getText() === before.text) return { file, path, request: before, plan, document };
  // It changed meanwhile, or its bytes are no UTF-8.
  const request = (await linter.lint(document))?.request ?? null;
  if (request === null) return null;
  return { file, path, request, plan: await planner(request, file), document };
}

async function openQuietly(file: vscode.Uri): Promise<vscode.TextDocument | null> {
  try {
    return await vscode.workspace.openTextDocument(file);
  } catch {
    return null;
  }
}

function withProgress<T>(
  work: (token: vscode.CancellationToken, report: (message: string) => void) => Promise<T>,
): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  const title = "Working out how to harden the files";
  return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) =>
    work(token, (message) => progress.report({ message })),
  );
}

interface ReasonItem extends vscode.QuickPickItem {
  readonly file: vscode.Uri;
  readonly selection: vscode.Range;
}

/** Why no file changes, with the places one step away. */
async function sayNothing(plans: readonly FilePlan[]): Promise<void> {
  const reasons = plans.flatMap(({ file, path, request, plan }) =>
    remarkLines(plan.left, contextOf(request).dockerfile).map(({ detail, range }): ReasonItem => {
      const { line } = range.start;
      const selection = new vscode.Range(line, 0, line, 0);
      return { label: `${withoutLinks(path)}:${line + 1}`, detail, file, selection };
    }),
  );
  if (reasons.length === 0) return say("There is nothing to harden in these files.");
  const button = "Show the Reasons";
  const text =
    plans.length === 1
      ? "The file can't be hardened as it is."
      : `None of ${plans.length} files can be hardened as it is.`;
  // Nobody has to answer before the command is done.
  void vscode.window.showInformationMessage(text, button).then(async (answer) => {
    if (answer !== button) return;
    const options = {
      title: "Why It Can't Be Hardened",
      placeHolder: "Go to the line of a reason",
    };
    const picked = await vscode.window.showQuickPick(reasons, options);
    if (picked !== undefined)
      await vscode.window.showTextDocument(picked.file, { selection: picked.selection });
  });
}
