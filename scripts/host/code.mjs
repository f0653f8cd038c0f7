#!/usr/bin/env node
// A VS Code executable made of the npm-hosted editor and a Chromium without a window. It takes the
// arguments that @vscode/test-electron passes to a desktop VS Code and ends with the suite's code.
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { format } from "node:util";
import { launchBrowser } from "./browser.mjs";
import { fetchEditor } from "./editor.mjs";
import { editorAddress, quietSettings, startServer } from "./server.mjs";
import { HostError } from "./store.mjs";

const timeoutMs = 5 * 60_000;

// The suite puts this before each line it prints, so that its lines can be told from the editor's
// own. DRYDOCK_HOST_VERBOSE=1 prints both.
const mark = randomBytes(8).toString("hex");
const verbose = Boolean(process.env.DRYDOCK_HOST_VERBOSE);
const editorLines = [];
let suitePrinted = false;

// Everything that was started, in the order in which it has to end.
const cleanups = [];
let ending;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(130));
// Playwright throws outside of its promises when it is stopped while it starts.
process.on("uncaughtException", (error) => {
  if (ending === undefined) console.error(error);
  void end(1);
});
try {
  const code = await runSuite(readArguments(process.argv.slice(2)));
  // A suite that could not even be loaded has said nothing, so the editor's own lines must do.
  if (code !== 0 && !suitePrinted) printEditorLines();
  await end(code);
} catch (error) {
  // Ended by a signal, the suite fails for no other reason than that.
  if (ending === undefined) {
    printEditorLines();
    console.error(error instanceof HostError ? error.message : error);
  }
  await end(1);
}

/** Stops what was started and ends the process. A second call waits for the first. */
function end(code) {
  ending ??= (async () => {
    for (const cleanup of cleanups) await cleanup().catch((error) => console.error(error));
    process.exit(code);
  })();
  return ending;
}

/** Reads the flags we know, as `--name=value` or `--name value`; desktop-only ones are ignored. */
function readArguments(args) {
  const known = [
    "extensionDevelopmentPath",
    "extensionTestsPath",
    "user-data-dir",
    "extensions-dir",
  ];
  const values = {};
  const rest = [...args];
  while (rest.length > 0) {
    const argument = rest.shift();
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) values.folder ??= argument;
    else if (known.includes(name)) values[name] = value ?? rest.shift();
    else values[name] = true;
  }
  if (!values.extensionDevelopmentPath || !values.extensionTestsPath) {
    throw new HostError("Needed: --extensionDevelopmentPath=DIR and --extensionTestsPath=FILE.");
  }
  return values;
}

/** Runs the suite that the arguments name. Resolves with its exit code, 1 when it has none. */
async function runSuite(values) {
  const editor = await fetchEditor(console.log);
  const server = await startServer({
    editor,
    extension: resolve(values.extensionDevelopmentPath),
    settings: {
      ...quietSettings,
      "security.workspace.trust.enabled": values["disable-workspace-trust"] === undefined,
      "security.workspace.trust.startupPrompt": "never",
    },
    userDataFolder: values["user-data-dir"],
    extensionsFolder: values["extensions-dir"],
    environment: { DRYDOCK_HOST_MARK: mark },
    onLine: keepEditorLine,
  });
  cleanups.push(server.stop);
  const browser = await launchBrowser(console.log);
  cleanups.unshift(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const outcome = new Promise((resolve, reject) => {
    const fail = (reason) => reject(new HostError(`The suite did not end: ${reason}.`));
    void page.exposeFunction("codeAutomationLog", print);
    void page.exposeFunction("codeAutomationExit", resolve);
    page.once("crash", () => fail("the page crashed"));
    void server.exited.then((code) => fail(`the editor's server ended with ${code}`));
    setTimeout(() => fail(`no result within ${timeoutMs / 60_000} minutes`), timeoutMs).unref();
  });
  // Failing before anyone waits for it must not end the process on the spot.
  outcome.catch(() => {});
  await page.goto(
    editorAddress(server, {
      folder: values.folder,
      tests: values.extensionTestsPath.replace(/(\.js)?$/, ".js"),
    }),
  );
  return outcome;
}

/** Prints a line of the suite; lines of the editor only if asked, or later if the suite fails. */
function print(_type, args) {
  const text = format(...args);
  if (text.startsWith(mark)) {
    suitePrinted = true;
    console.log(text.slice(mark.length));
  } else {
    keepEditorLine(text);
  }
}

function keepEditorLine(line) {
  if (verbose) console.log(`[editor] ${line}`);
  else editorLines.push(line.split("\n", 1)[0]);
}

function printEditorLines() {
  for (const line of editorLines.slice(-40)) console.error(`[editor] ${line}`);
}
