// Brings an editor in a browser to where a picture of it is to be taken.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

const patienceMs = 60_000;

/**
 * Waits until a page shows what was asked for: the file linted, then what the commands and keys bring.
 *
 * `data` is the folder with the logs of the editor's server, `file` the file that it opens; of the request
 * are read `no-findings`, `problems`, `line`, `command`, `keys` and `until`, as `npm start` has them.
 * Resolves with a clause for people that says what did not come within a minute, undefined where all did.
 */
export async function prepare(page, data, file, request) {
  return (
    (await settle(page, file, request)) ??
    (await drive(page, request)) ??
    (await settleCommands(page, data, request))
  );
}

/** Waits until the file is shown and linted, and, if asked, a finding in it. Resolves with what did not come. */
async function settle(page, file, request) {
  const isThere = (selector) =>
    page
      .locator(selector)
      .first()
      .waitFor({ state: "attached", timeout: patienceMs })
      .then(() => true, orTimeout);
  if (!request["no-findings"]) {
    const kinds = ["error", "warning", "info", "hint"].map((kind) => `.squiggly-${kind}`);
    if (await isThere(kinds.join(", "))) return undefined;
    return "No finding was underlined (where the file has none, use --no-findings)";
  }
  if (!(await isThere(".monaco-editor .view-line"))) return "No file was shown";
  // Its language status says what came of it, in words behind its name.
  const status = '[id="status.languageStatus"][aria-label*="Drydock: "]';
  const isOurs = /dockerfile|containerfile|compose|bake/i.test(basename(file ?? ""));
  return isOurs && !(await isThere(status)) ? "The file was not linted" : undefined;
}

function orTimeout(error) {
  if (error.name === "TimeoutError") return false;
  throw error;
}

/** Resolves with what did not come. */
async function drive(page, request) {
  // The editor offers a command of an extension once it has read its manifest; before, something similar.
  const palette = async (text) => {
    const isOffered = await poll(async () => {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input").first().waitFor();
      await page.keyboard.insertText(text);
      await page.waitForTimeout(500);
      const row = page.locator(".quick-input-list .monaco-list-row").first();
      const label = await row.getAttribute("aria-label", { timeout: 1_000 }).catch(() => null);
      if (label !== null && !label.endsWith("similar commands")) return true;
      await page.keyboard.press("Escape");
      return false;
    });
    if (!isOffered) return `The command "${text}" was not offered`;
    await page.keyboard.press("Enter");
    await page.waitForTimeout(500);
    return undefined;
  };
  const commands = request.problems ? ["View: Focus Problems"] : [];
  if (request.line !== undefined) commands.push("View: Focus Active Editor Group");
  for (const command of commands) {
    const missing = await palette(command);
    if (missing !== undefined) return missing;
  }
  if (request.line !== undefined) {
    await page.keyboard.press("Control+g");
    await page.keyboard.insertText(request.line);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
  }
  for (const command of request.command) {
    const missing = await palette(command);
    if (missing !== undefined) return missing;
  }
  for (const key of request.keys?.split(",") ?? []) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
  }
  return undefined;
}

/** Waits until commands of ours, and the text that was asked for, are there. Resolves with what did not come. */
async function settleCommands(page, data, { command, until }) {
  const isOurs = command.some((name) => /^drydock/i.test(name));
  if (isOurs && !(await poll(() => hasStarted(data)))) return "The extension did not start";
  if (until === undefined) return undefined;
  const isShown = async () => {
    for (const frame of page.frames()) {
      const isIn = frame.getByText(until).first().isVisible();
      if (await isIn.catch(() => false)) return true;
    }
    return false;
  };
  return (await poll(isShown)) ? undefined : `"${until}" was not shown`;
}

/** Whether the log of the extension, somewhere below a folder, says that it is there. */
async function hasStarted(folder) {
  const names = await readdir(folder, { recursive: true });
  const logs = names.filter((name) => basename(name) === "Drydock.log");
  const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), "utf8")));
  return texts.some((text) => / is ready\.$/m.test(text));
}

/** Asks until the answer is yes, for a minute. Resolves with whether it is. */
async function poll(ask) {
  for (const end = Date.now() + patienceMs; ;) {
    if (await ask()) return true;
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
