import { readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import type Mocha from "mocha";

/**
 * Called by VS Code inside its extension host: runs every `*.test.js` beside and below this file.
 * Rejects when a test failed or when there are no tests.
 */
export async function run(): Promise<void> {
  markConsole();
  // Imported late, because mocha keeps the console.log it finds when it is loaded.
  const { default: Mocha } = await import("mocha");
  const { default: Reporter } = await import("../reporter.js");
  // The first test also waits for the extension to be activated, in an editor that just started.
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 30_000,
    reporter: Reporter as unknown as Mocha.ReporterConstructor,
  });
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.js"))
    .sort();
  if (files.length === 0) throw new Error("There are no host tests.");
  for (const file of files) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} host tests failed.`);
}

/**
 * Our own editor (scripts/host/code.mjs) asks for a mark before each line of the tests, to tell
 * them from the many lines that the editor itself logs. A desktop VS Code asks for none.
 */
function markConsole(): void {
  const mark = process.env["DRYDOCK_HOST_MARK"];
  if (mark === undefined) return;
  const original = console;
  const marked = Object.create(original) as Console;
  for (const method of ["log", "info", "warn", "error"] as const) {
    const print = (...args: unknown[]): void => original[method](mark + format(...args));
    Object.defineProperty(marked, method, { value: print });
  }
  // The extension host ignores new methods on its console, so the whole console is replaced.
  globalThis.console = marked;
}
