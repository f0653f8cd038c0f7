// Runs the npm-hosted editor's server and makes the addresses at which a browser opens it.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HostError } from "./store.mjs";

/**
 * Starts the server on a free port of 127.0.0.1 and resolves when it listens.
 *
 * `editor` is what `fetchEditor` returned; `extension` is the folder of the extension that
 * `editorAddress` shall load; `settings` becomes the user's settings.json;
 * `userDataFolder` and `extensionsFolder` are temporary unless given; `environment` is added to the
 * server's and so to the extension host's; `onLine` gets each line the server prints.
 * Resolves with `{ port, token, extension, data, exited, stop }`: `data` is the folder that holds the
 * server's logs, `exited` resolves when the server ends by itself,
 * `stop()` ends it with all it started and removes the temporary folder. Rejects with a HostError
 * when it does not listen within a minute.
 */
export async function startServer({
  editor,
  extension,
  settings,
  userDataFolder,
  extensionsFolder,
  environment = {},
  onLine = () => {},
}) {
  const temporary = await mkdtemp(join(tmpdir(), "drydock-host-"));
  // The editor lies inside this checkout, and takes its own extensions for ones under development,
  // with themes and views missing, if the extension's folder is the checkout itself.
  const extensionLink = join(temporary, "extension");
  await symlink(extension, extensionLink);
  const userData = userDataFolder ?? join(temporary, "user");
  await mkdir(join(userData, "User"), { recursive: true });
  await writeFile(join(userData, "User", "settings.json"), JSON.stringify(settings, null, 2));
  // A token keeps other users of this machine, and pages in their browsers, out of an editor that
  // can run programs. In a file, because the list of processes shows arguments to everyone.
  const token = randomBytes(16).toString("hex");
  const tokenFile = join(temporary, "token");
  await writeFile(tokenFile, token, { mode: 0o600 });
  const child = spawn(
    editor.node,
    [
      editor.server,
      ...["--host", "127.0.0.1", "--port", "0", "--connection-token-file", tokenFile],
      ...["--accept-server-license-terms", "--telemetry-level", "off"],
      // Without it a built workbench ignores extensionDevelopmentPath and extensionTestsPath.
      "--enable-smoke-test-driver",
      ...["--user-data-dir", userData, "--server-data-dir", join(temporary, "server")],
      ...["--extensions-dir", extensionsFolder ?? join(temporary, "extensions")],
    ],
    // A process group of its own, so that what the server starts can be ended with it.
    {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...serverEnvironment(temporary), ...environment },
    },
  );
  const exited = new Promise((resolve) => child.once("exit", resolve));
  // For an end without stop(), such as an exception nobody expected.
  const stopAtExit = () => endGroup(child.pid, "SIGKILL");
  process.once("exit", stopAtExit);
  const stop = async () => {
    endGroup(child.pid, "SIGTERM");
    const timer = setTimeout(() => endGroup(child.pid, "SIGKILL"), 3_000);
    if (child.pid !== undefined) await exited;
    clearTimeout(timer);
    stopAtExit();
    process.off("exit", stopAtExit);
    await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const port = await listening(child, onLine);
    return { port, token, extension: extensionLink, data: temporary, exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The address that opens the editor of a started server on a folder, with the extension loaded.
 * `tests` is the module whose `run()` the extension host shall call, `open` a file to show; all
 * are absolute paths.
 */
export function editorAddress({ port, token, extension }, { folder, tests, open }) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(path).pathname}`;
  const payload = [["extensionDevelopmentPath", remote(extension)]];
  if (tests !== undefined) payload.push(["extensionTestsPath", remote(tests)]);
  if (open !== undefined) payload.push(["openFile", remote(open)]);
  const address = new URL(`http://127.0.0.1:${port}/`);
  address.searchParams.set("tkn", token);
  if (folder !== undefined) address.searchParams.set("folder", folder);
  address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

/** Settings for an editor that shows the extension and nothing of its own. */
export const quietSettings = {
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.autofetch": false,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

function serverEnvironment(temporary) {
  // Its sockets and caches go where they are removed with the rest.
  const environment = { ...process.env, TMPDIR: temporary };
  for (const name of ["XDG_RUNTIME_DIR", "XDG_CACHE_HOME"]) environment[name] = temporary;
  // Started from a terminal of VS Code, these would tell the server that it is that one's child.
  for (const name of Object.keys(environment)) {
    if (/^(VSCODE_(?!EXECUTABLE$)|ELECTRON_)/.test(name)) delete environment[name];
  }
  return environment;
}

function listening(child, onLine) {
  return new Promise((resolve, reject) => {
    const printed = [];
    const timer = setTimeout(() => fail("did not listen within a minute"), 60_000);
    const fail = (reason) => {
      clearTimeout(timer);
      const tail = printed.slice(-5).join(" | ");
      reject(new HostError(`The editor's server ${reason}. It printed: ${tail || "nothing"}`));
    };
    child.once("error", (error) => fail(`could not be started: ${error.message}`));
    child.once("exit", (code) => fail(`ended with ${code}`));
    const read = (line) => {
      printed.push(line);
      onLine(line);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    eachLine(child.stdout, read);
    eachLine(child.stderr, read);
  });
}

function eachLine(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") onLine(line);
  });
}

function endGroup(processId, signal) {
  if (processId === undefined) return;
  try {
    process.kill(-processId, signal);
  } catch {
    // It ended before.
  }
}
