// Brings the rules in the setting `drydock.rules` of package.json up to date with src/lint/rules.
// `--check` only says whether they are, and ends with 1 if not.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { loadCore } from "./documentation/core.mjs";

const file = fileURLToPath(new URL("../package.json", import.meta.url));
const before = await readFile(file, "utf8");
const manifest = JSON.parse(before);
const { rules } = await loadCore();
const settings = manifest.contributes.configuration.properties;
settings["drydock.rules"].properties = Object.fromEntries(
  rules.map(({ id, summary, severity }) => [
    id,
    {
      type: "string",
      enum: ["off", "hint", "information", "warning", "error"],
      description: `${summary}. Recommended: ${severity.recommended}; strict: ${severity.strict}.`,
    },
  ]),
);
const after = await format(JSON.stringify(manifest), { parser: "json-stringify", printWidth: 100 });
if (process.argv.includes("--check")) {
  if (after === before) process.exit(0);
  console.error("package.json does not list the rules as they are: run node scripts/manifest.mjs");
  process.exit(1);
}
await writeFile(file, after);
console.log(`package.json lists ${rules.length} rules.`);
