// npm run package: builds for production and writes dist/drydock-VERSION.vsix; `--out FILE` names
// another place. Prints what is in it, and fails where it is too large.
import { PackageManager, createVSIX, listFiles } from "@vscode/vsce";
import { execFileSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import path from "node:path";

const limitBytes = 1_000_000;

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: "string" } } });
const { name, version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
const out = path.resolve(values.out ?? path.join(root, "dist", `${name}-${version}.vsix`));

execFileSync(process.execPath, [path.join(root, "scripts", "build.mjs"), "--production"], {
  stdio: "inherit",
});
await createVSIX({
  cwd: root,
  packagePath: out,
  // Everything that runs is in the bundles.
  dependencies: false,
  // Publisher and repository are a person's to set; until then nothing links to a guessed address.
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});

const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
for (const file of files.sort()) {
  const { size } = await stat(path.join(root, file));
  console.log(`${String(size).padStart(9)}  ${file}`);
}
const { size } = await stat(out);
console.log(`${out}: ${size} bytes, ${files.length} files`);
if (size > limitBytes) {
  console.error(`The package may have ${limitBytes} bytes at most.`);
  process.exitCode = 1;
}
