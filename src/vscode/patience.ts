import * as vscode from "vscode";

/**
 * The outcome of some work; where it takes more than a second, that is shown, and a person can stop waiting.
 *
 * @returns null where somebody did; the work itself goes on, and what comes of it is dropped
 */
export async function patiently<T>(
  title: string,
  work: Promise<T>,
): Promise<{ readonly value: T } | null> {
  const outcome = work.then((value) => ({ value }));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), shownAfterMs);
  });
  const first = await Promise.race([outcome, late]).finally(() => clearTimeout(timer));
  if (first !== "late") return first;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_, token) => {
    const cancelled = new Promise<null>((resolve) => {
      token.onCancellationRequested(() => resolve(null));
    });
    return Promise.race([outcome, cancelled]);
  });
}

const shownAfterMs = 1_000;
