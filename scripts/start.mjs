// npm start [-- FOLDER]: lints the examples and opens VS Code on them with the extension loaded.
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "./host/browser.mjs";
import { fetchEditor } from "./host/editor.mjs";
import { prepare } from "./host/prepare.mjs";
import { editorAddress, quietSettings, startServer } from "./host/server.mjs";
import { HostError, repository, run } from "./host/store.mjs";

const examples = join(repository, "examples");

const usage = `npm start [-- [FOLDER] [options]]

Lints FOLDER (default: examples), then opens VS Code on it with the extension loaded: the installed
\`code\` where there is one, else an editor from the npm registry, whose address it prints.

  --open FILE        show this file, relative to FOLDER (default: the first Dockerfile)
  --hosted           use the editor from the npm registry even where \`code\` is installed
  --restricted       do not trust the folder: VS Code's Restricted Mode
  --theme NAME       dark (default), light, hc-dark, hc-light; npm-hosted editor only
  --no-build         use dist/ as it is
  --extension DIR    load the extension from there instead of from this checkout

  --screenshot FILE  write a picture of the editor with its findings, and end
    --problems         with the Problems panel open
    --line N           with the cursor on line N
    --command NAME     after running a command from the palette; can be repeated
    --keys KEYS        after pressing keys, such as "Control+." or "F1,Escape"; Playwright's names
    --no-findings      wait until the file was linted, not for a finding to be underlined
    --until TEXT       after all that, when this text is shown, in the window or in a page in it
    --wait MS          wait so long before the picture (default 1000)
    --size WxH         size of the window (default 1280x800)
`;

const options = {
  open: { type: "string" },
  hosted: { type: "boolean", default: false },
  restricted: { type: "boolean", default: false },
  theme: { type: "string", default: "dark" },
  "no-build": { type: "boolean", default: false },
  extension: { type: "string", default: repository },
  screenshot: { type: "string" },
  problems: { type: "boolean", default: false },
  line: { type: "string" },
  command: { type: "string", multiple: true, default: [] },
  keys: { type: "string" },
  "no-findings": { type: "boolean", default: false },
  until: { type: "string" },
  wait: { type: "string", default: "1000" },
  size: { type: "string", default: "1280x800" },
  help: { type: "boolean", short: "h", default: false },
};

// What Ctrl-C does; whoever has something to stop first replaces it.
let interrupt = () => process.exit(130);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => interrupt());

try {
  process.exitCode = await start(readArguments());
} catch (error) {
  console.error(error instanceof HostError ? error.message : error);
  process.exitCode = 1;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length > 1) throw new Error("Only one folder can be opened.");
    const folder = resolve(positionals[0] ?? examples);
    // The example that shows the most.
    const open = values.open ?? (folder === examples ? "node-as-root/Dockerfile" : undefined);
    return { ...values, folder, open, extension: resolve(values.extension) };
  } catch (error) {
    throw new HostError(`${error.message}\n\n${usage}`);
  }
}

async function start(request) {
  if (request.help) {
    console.log(usage);
    return 0;
  }
  if (!request["no-build"]) await build();
  if (request.screenshot !== undefined) {
    await takeScreenshot(request);
    return 0;
  }
  await printReport(request.folder);
  if (!request.hosted && (await openDesktop(request))) return 0;
  return serve(request);
}

async function build() {
  const { code, output } = await run(process.execPath, [join(repository, "scripts", "build.mjs")]);
  if (code !== 0) throw new HostError(`The build failed.\n${output}`);
}

/** The report is a demonstration: findings are expected and no reason to stop. */
async function printReport(folder) {
  const cli = join(repository, "dist", "cli.js");
  console.log(`drydock lint ${folder}\n`);
  await new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, "lint", folder, "--fail-on", "never"], {
      stdio: "inherit",
    });
    child.once("error", resolve);
    child.once("exit", resolve);
  });
  console.log("");
}

/** Opens the installed VS Code, if there is one that can show a window. Resolves with whether. */
async function openDesktop({ folder, extension, open, restricted }) {
  const hasScreen =
    process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  // VS Code refuses to run as root; and in a remote terminal `code` is a different program.
  if (!hasScreen || process.getuid?.() === 0 || process.env.VSCODE_IPC_HOOK_CLI) return false;
  const file = await chooseFile(folder, open);
  const args = ["--new-window", "--profile-temp", `--extensionDevelopmentPath=${extension}`];
  if (!restricted) args.push("--disable-workspace-trust");
  args.push(folder);
  if (file !== undefined) args.push(file);
  // On Windows `code` is a script, which only a shell can start, and a shell needs the quotes.
  const shell = process.platform === "win32";
  const quoted = shell ? args.map((argument) => `"${argument}"`) : args;
  const { code } = await run("code", quoted, { shell });
  if (code !== 0) return false;
  console.log("VS Code opens in a window of its own, with a temporary profile.");
  return true;
}

/** Serves the npm-hosted editor until Ctrl-C. Resolves with the exit code. */
async function serve(request) {
  const { server, address } = await startHosted(request);
  console.log(`VS Code with Drydock:\n\n  ${address}\n\nOpen it in a browser; Ctrl-C ends it.`);
  const interrupted = new Promise((resolve) => (interrupt = resolve));
  const ended = server.exited.then((code) => `The editor's server ended by itself with ${code}.`);
  const failure = await Promise.race([interrupted, ended]);
  await server.stop();
  if (failure !== undefined) throw new HostError(failure);
  return 0;
}

async function takeScreenshot(request) {
  const { server, address, file } = await startHosted(request);
  let browser;
  const stop = async () => {
    await browser?.close().catch(() => {});
    await server.stop();
  };
  interrupt = () => stop().finally(() => process.exit(130));
  try {
    browser = await launchBrowser(console.error);
    const [width, height] = request.size.split("x").map(Number);
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(address);
    const missing = await prepare(page, server.data, file, request);
    await page.waitForTimeout(Number(request.wait));
    await page.screenshot({ path: request.screenshot });
    if (missing !== undefined) {
      throw new HostError(
        `${missing} within a minute; ${request.screenshot} shows what there was.`,
      );
    }
    console.log(`Wrote ${request.screenshot}`);
  } finally {
    await stop();
  }
}

async function startHosted({ folder, extension, open, restricted, theme }) {
  const editor = await fetchEditor(console.error);
  const themes = {
    ...editor.themes,
    "hc-dark": "Default High Contrast",
    "hc-light": "Default High Contrast Light",
  };
  if (themes[theme] === undefined) {
    throw new HostError(`There is no theme "${theme}": ${Object.keys(themes).join(", ")}.`);
  }
  const file = await chooseFile(folder, open);
  const server = await startServer({
    editor,
    extension,
    settings: {
      ...quietSettings,
      "workbench.colorTheme": themes[theme],
      "security.workspace.trust.enabled": restricted,
      "security.workspace.trust.startupPrompt": "never",
    },
  });
  const address = editorAddress(server, { folder, open: file });
  return { server, address, file };
}

/** The file asked for, or else the first Dockerfile, those nearest to the top first. */
async function chooseFile(folder, open) {
  if (open !== undefined) return resolve(folder, open);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new HostError(`There is no folder ${folder}.`);
  });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  const isDockerfile = (entry) => /(^|\.)(docker|container)file(\.|$)/i.test(entry.name);
  const first = entries.find((entry) => entry.isFile() && isDockerfile(entry));
  if (first !== undefined) return join(folder, first.name);
  for (const entry of entries) {
    if (!entry.isDirectory() || /^(\.|node_modules$)/.test(entry.name)) continue;
    const below = await chooseFile(join(folder, entry.name));
    if (below !== undefined) return below;
  }
  return undefined;
}
