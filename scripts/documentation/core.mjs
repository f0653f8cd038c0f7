// The product's own code, for scripts that describe it: bundled in memory, so nothing has to be built first.
import { build } from "esbuild";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repository } from "./files.mjs";

const exported = `
export { rules } from "./src/lint/rules/index";
export { lint } from "./src/lint/lint";
export { defaultSettings } from "./src/lint/settings";
export { createCatalog } from "./src/image/catalog";
export { chooseCounterparts } from "./src/harden/families";
export { noProjectFacts } from "./src/project/facts";
export { configurationSchema } from "./src/project/configurationSchema";
export { lintCommand } from "./src/cli/lint";
export { fixCommand } from "./src/cli/fix";
export { suggestCommand } from "./src/cli/suggest";
`;

export async function loadCore() {
  const { outputFiles } = await build({
    stdin: { contents: exported, resolveDir: repository, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    absWorkingDir: repository,
    logLevel: "error",
  });
  const module = { exports: {} };
  const require = createRequire(join(repository, "package.json"));
  new Function("module", "exports", "require", outputFiles[0].text)(
    module,
    module.exports,
    require,
  );
  return module.exports;
}
