import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";

const repository = resolve(__dirname, "..", "..", "..");

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

/**
 * Runs the host tests in a real VS Code. `--vsix FILE` takes the extension from that package
 * instead of from this checkout.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { vsix: { type: "string" } } });
  const temporary = await mkdtemp(join(tmpdir(), "drydock-test-"));
  try {
    const extension =
      values.vsix === undefined ? repository : await unpack(resolve(values.vsix), temporary);
    const workspace = await createWorkspace(join(temporary, "workspace"));
    const editor = await chooseEditor();
    console.log(`Editor: ${editor.description}`);
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: join(__dirname, "index.js"),
      launchArgs: [
        workspace,
        `--user-data-dir=${join(temporary, "user")}`,
        `--extensions-dir=${join(temporary, "extensions")}`,
      ],
    });
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

interface Editor {
  readonly executable: string;
  readonly description: string;
}

/**
 * The editor that VSCODE_EXECUTABLE names; else a desktop VS Code, where it can be downloaded and
 * has a screen; else the one from the npm registry. DRYDOCK_HOST=oldest asks for the lowest
 * version that the manifest promises, DRYDOCK_HOST=current for the npm-hosted one's own.
 */
async function chooseEditor(): Promise<Editor> {
  const named = process.env["VSCODE_EXECUTABLE"];
  if (named !== undefined && named !== "") {
    return { executable: named, description: `${named} (from VSCODE_EXECUTABLE)` };
  }
  if (hasScreen() && (await canDownload())) {
    const version = process.env["DRYDOCK_HOST"] === "oldest" ? "1.104.0" : "stable";
    const executable = await downloadAndUnzipVSCode({
      version,
      cachePath: join(repository, ".vscode-test"),
    });
    return { executable, description: `desktop VS Code, ${version}` };
  }
  return {
    executable: join(repository, "scripts", "host", "code.mjs"),
    description: `VS Code from the npm registry, ${process.env["DRYDOCK_HOST"] || "current"}`,
  };
}

function hasScreen(): boolean {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

async function canDownload(): Promise<boolean> {
  try {
    await fetch("https://update.code.visualstudio.com/", {
      method: "HEAD",
      signal: AbortSignal.timeout(3_000),
    });
    return true;
  } catch {
    return false;
  }
}

/** A copy of the examples, so that a test may change files. */
async function createWorkspace(folder: string): Promise<string> {
  await mkdir(folder);
  await cp(join(repository, "examples"), folder, { recursive: true });
  return folder;
}

/** Unpacks what an installed extension consists of; returns the folder with its manifest. */
async function unpack(vsix: string, folder: string): Promise<string> {
  // The zip reader that @vscode/test-electron unpacks VS Code itself with.
  const fromTestElectron = createRequire(require.resolve("@vscode/test-electron"));
  const { loadAsync } = fromTestElectron("jszip") as { loadAsync(data: Buffer): Promise<Zip> };
  const zip = await loadAsync(await readFile(vsix));
  for (const file of Object.values(zip.files)) {
    if (file.dir || !file.name.startsWith("extension/")) continue;
    const target = join(folder, file.name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await file.async("nodebuffer"));
  }
  return join(folder, "extension");
}

interface Zip {
  readonly files: Readonly<Record<string, ZipEntry>>;
}

interface ZipEntry {
  readonly name: string;
  readonly dir: boolean;
  async(type: "nodebuffer"): Promise<Buffer>;
}
