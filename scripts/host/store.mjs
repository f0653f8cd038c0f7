// What is fetched from the npm registry for the tests and the demo, kept in .vscode-test/.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, rmSync } from "node:fs";
import { access, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout this script belongs to. */
export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A failure whose message is one plain sentence for the person at the terminal. */
export class HostError extends Error {
  name = "HostError";
}

/**
 * Makes a folder of the store once and returns its path; later calls only return it.
 *
 * `fill` gets an empty folder beside the final one, which is renamed when `fill` has resolved. So
 * a folder under its final name is always complete: an interrupted run leaves at worst a folder
 * that nobody looks at, and of two runs at once the first to finish wins and both use its result.
 * Rejects with what `fill` rejects with, after removing the folder.
 */
export async function keep(name, fill) {
  const store = join(repository, ".vscode-test");
  const folder = join(store, name);
  if (await exists(folder)) return folder;
  await mkdir(store, { recursive: true });
  await removeAbandoned(store);
  const draft = join(store, `${name}.draft-${process.pid}-${randomBytes(4).toString("hex")}`);
  await mkdir(draft);
  const removeDraft = () => {
    try {
      rmSync(draft, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch {
      // A later run removes it.
    }
  };
  process.once("exit", removeDraft);
  try {
    await fill(draft);
    await rename(draft, folder);
  } catch (error) {
    if (!(await exists(folder))) throw error;
  } finally {
    process.off("exit", removeDraft);
    removeDraft();
  }
  return folder;
}

/**
 * Downloads one package, checks it against the pinned digest and unpacks it into `folder`.
 *
 * `integrity` is the value of the registry's `dist.integrity`. No script of the package is run and
 * its dependencies are not installed. Rejects with a HostError without network or on a mismatch.
 */
export async function fetchPackage(specifier, integrity, folder) {
  const download = join(folder, ".download");
  await mkdir(download, { recursive: true });
  await npm(["pack", specifier, "--pack-destination", download], { what: specifier });
  const archive = (await readdir(download)).find((file) => file.endsWith(".tgz"));
  if (archive === undefined) throw new HostError(`npm delivered no archive for ${specifier}.`);
  const digest = `sha512-${await sha512(join(download, archive))}`;
  if (digest !== integrity) {
    throw new HostError(
      `${specifier} is not what was pinned: expected ${integrity}, got ${digest}.`,
    );
  }
  await unpack(join(download, archive), folder, ["--gzip", "--strip-components=1"]);
  await rm(download, { recursive: true });
}

/** Unpacks a tar archive into a folder that exists. The system's `tar` is on every Linux. */
export async function unpack(archive, folder, options = []) {
  const { code, output } = await run("tar", [
    "--extract",
    "--no-same-owner",
    ...options,
    "--file",
    archive,
    "--directory",
    folder,
  ]);
  if (code !== 0) throw new HostError(`tar could not unpack ${archive}: ${output.trim()}`);
}

/**
 * Runs npm and resolves when it is done. `what` names the thing fetched, for the message.
 * Rejects with a HostError that says the way out.
 */
export async function npm(args, { what, folder = repository }) {
  const { code, output } = await run(
    "npm",
    // Few and quick retries: without network, npm's defaults stay silent for over a minute.
    [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"].concat(
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=2000",
    ),
    { cwd: folder },
  );
  if (code === 0) return;
  const reason = /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1] ?? `npm ended with ${code}`;
  throw new HostError(
    `Could not fetch ${what} from the npm registry (${reason}). ` +
      "Run again with network; or set VSCODE_EXECUTABLE to an installed VS Code; " +
      "or run `npm test -- --core`, which needs no editor.",
  );
}

/** Runs a program to its end. Resolves with its exit code and all it printed; -1 if not found. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    // Before the folder that it writes to is removed.
    const end = () => child.kill("SIGKILL");
    process.prependOnceListener("exit", end);
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", (error) => resolve({ code: -1, output: error.message }));
    child.on("close", (code) => {
      process.off("exit", end);
      resolve({ code: code ?? -1, output });
    });
  });
}

/** Whether a file or folder is there. */
export async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function removeAbandoned(store) {
  for (const name of await readdir(store)) {
    const owner = /\.draft-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    // Another container that shares this folder has process ids of its own, so age decides too.
    const { mtimeMs } = await stat(join(store, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs < 15 * 60_000) continue;
    await rm(join(store, name), { recursive: true, force: true });
  }
}

function isRunning(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function sha512(file) {
  return new Promise((resolve, reject) => {
    const hash = createHash("sha512");
    createReadStream(file)
      .on("error", reject)
      .on("data", (chunk) => hash.update(chunk))
      .on("end", () => resolve(hash.digest("base64")));
  });
}
