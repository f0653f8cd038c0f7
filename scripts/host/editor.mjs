// VS Code itself, from the npm registry: the server build of Code OSS in the package code-server.
import { chmod, cp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HostError, fetchPackage, keep, npm, run } from "./store.mjs";

const editors = {
  current: {
    vscode: "1.139.1",
    themes: { dark: "Dark 2026", light: "Light 2026" },
    package: "code-server@4.139.1",
    integrity:
      "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
    node: "24.21.0",
    nodeIntegrity: {
      x64: "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
      arm64:
        "sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==",
    },
  },
  // The lowest version that package.json's engines.vscode promises.
  oldest: {
    vscode: "1.104.0",
    themes: { dark: "Default Dark Modern", light: "Default Light Modern" },
    package: "code-server@4.104.0",
    integrity:
      "sha512-wSo8KOqN/HnhAPkZ+aKviR61xx97KrYpvy9oomXhSwoM+1l5t8Mfuffx5or3Ew1PoJh2u2Y4fxIEi3Wn5++vfg==",
    node: "22.23.3",
    nodeIntegrity: {
      x64: "sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==",
      arm64:
        "sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==",
    },
    // Its own package of the search program downloads it in a script, from elsewhere than npm.
    ripgrep: {
      package: "@vscode/ripgrep-universal@1.18.0",
      integrity:
        "sha512-kgrAVy1L/v/8erAjo+I720ifTf7o4rvYUwgsuEu97XAEBtPT9sk3HhcSgFpxMydvNmwdJtXo9/AVee7JjocTrg==",
    },
  },
};

/**
 * Returns the npm-hosted editor, fetched on the first call: `{ version, themes, node, server }`,
 * its version, the names of its dark and light theme, and the two files to run.
 *
 * `which` is "current" or "oldest" and comes from DRYDOCK_HOST unless given. `log` gets progress
 * lines. Rejects with a HostError: unknown name, not Linux on x64 or arm64, no network.
 */
export async function fetchEditor(log, which = process.env.DRYDOCK_HOST || "current") {
  const editor = editors[which];
  if (editor === undefined) {
    throw new HostError(`DRYDOCK_HOST is "${which}"; it can be "current" or "oldest".`);
  }
  const nodeIntegrity = editor.nodeIntegrity[process.arch];
  if (process.platform !== "linux" || nodeIntegrity === undefined) {
    throw new HostError(
      `The npm-hosted editor is for Linux on x64 and arm64, not ${process.platform} on ` +
        `${process.arch}. Set VSCODE_EXECUTABLE to an installed VS Code.`,
    );
  }
  // The number counts changes to what is kept, so that an older checkout's folder is not used.
  const name = `editor-2-${editor.vscode}-node-${editor.node}-${process.arch}`;
  const folder = await keep(name, (draft) => fill(draft, editor, nodeIntegrity, log));
  return { version: editor.vscode, themes: editor.themes, ...programs(folder) };
}

async function fill(draft, editor, nodeIntegrity, log) {
  log(`Fetching VS Code ${editor.vscode} (${editor.package}, once, about 100 MB): 1/4 editor`);
  await fetchPackage(editor.package, editor.integrity, join(draft, "code-server"));
  log("Fetching VS Code: 2/4 its libraries");
  // The versions and digests of these are pinned by the shrinkwrap file inside the package.
  await npm(["ci", "--omit=dev", "--legacy-peer-deps", "--prefix", serverFolder(draft)], {
    what: `the libraries of ${editor.package}`,
    folder: serverFolder(draft),
  });
  log("Fetching VS Code: 3/4 its Node.js");
  const nodePackage = `node-linux-${process.arch}@${editor.node}`;
  await fetchPackage(nodePackage, nodeIntegrity, join(draft, "node"));
  if (editor.ripgrep !== undefined) await addRipgrep(draft, editor.ripgrep);
  await prune(draft);
  await addStandIns(draft);
  log("Fetching VS Code: 4/4 checking");
  const { node, server } = programs(draft);
  await chmod(node, 0o755);
  const { code, output } = await run(node, [
    ...[server, "--version", "--server-data-dir", join(draft, "data")],
  ]);
  if (code !== 0 || !output.includes(editor.vscode)) {
    throw new HostError(`The fetched editor does not start: ${output.trim()}`);
  }
  await rm(join(draft, "data"), { recursive: true, force: true });
}

function serverFolder(folder) {
  return join(folder, "code-server", "lib", "vscode");
}

function programs(folder) {
  return {
    node: join(folder, "node", "bin", "node"),
    server: join(serverFolder(folder), "out", "server-main.js"),
  };
}

async function addRipgrep(draft, ripgrep) {
  const source = join(draft, "ripgrep");
  await fetchPackage(ripgrep.package, ripgrep.integrity, source);
  const target = join(serverFolder(draft), "node_modules", "@vscode", "ripgrep", "bin", "rg");
  await cp(join(source, "bin", `linux-${process.arch}`, "rg"), target);
  await chmod(target, 0o755);
  await rm(source, { recursive: true });
}

/** Removes two thirds of the files' bytes: what neither the tests nor the demo can reach. */
async function prune(draft) {
  const server = serverFolder(draft);
  const ripgrep = join(server, "node_modules", "@vscode", "ripgrep-universal", "bin");
  const otherPlatforms = (await list(ripgrep)).filter((name) => name !== `linux-${process.arch}`);
  // Other built-in extensions stay: the workbench knows their list and complains about gaps.
  const unneeded = [
    ...["copilot", "mermaid-markdown-features"].map((name) => join(server, "extensions", name)),
    ...otherPlatforms.map((name) => join(ripgrep, name)),
    ...["@github", "@microsoft/mxc-sdk", "@vscode/windows-process-tree"].map((name) =>
      join(server, "node_modules", name),
    ),
    ...["include", "share", "lib"].map((name) => join(draft, "node", name)),
  ];
  for (const path of unneeded) await rm(path, { recursive: true, force: true });
  await removeSourceMaps(join(draft, "code-server"));
  // Someone who looks into the folder should learn what it is.
  await writeFile(
    join(draft, "README"),
    "An editor for the tests and the demo, fetched by scripts/host. Safe to delete.\n",
  );
}

/** The editor works without its native modules, but two of them it asks for all the time. */
async function addStandIns(draft) {
  const modules = join(serverFolder(draft), "node_modules", "@vscode");
  const standIns = join(import.meta.dirname, "standins");
  await cp(join(standIns, "spdlog.cjs"), join(modules, "spdlog", "index.js"));
  await cp(join(standIns, "nativeWatchdog.cjs"), join(modules, "native-watchdog", "index.js"));
}

async function removeSourceMaps(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith(".map")) continue;
    await rm(join(entry.parentPath ?? entry.path, entry.name));
  }
}

async function list(folder) {
  return readdir(folder).catch(() => []);
}
