// Bundles the parts that bench.mjs calls in its own process, as they are bundled for the package.
import { build } from "esbuild";

await build({
  stdin: {
    contents: `
      import { readFileSync } from "node:fs";
      import { DockerfileParser } from "dockerfile-ast";
      import { createCatalog } from "./src/image/catalog";
      import { parseReference } from "./src/image/reference";
      import { lint } from "./src/lint/lint";
      import { defaultSettings } from "./src/lint/settings";
      import { noProjectFacts } from "./src/project/facts";
      const catalog = createCatalog(readFileSync("dist/catalog.json"));
      const today = new Date("2026-11-23T00:00:00Z");
      export { createCatalog };
      export const parseOnly = (text) => DockerfileParser.parse(text).getInstructions().length;
      export const lintText = (text) =>
        lint({ text, catalog, settings: defaultSettings, project: noProjectFacts, today });
      export const lookup = (from, name) => from.lookup(parseReference(name));
    `,
    resolveDir: ".",
    loader: "ts",
  },
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  outfile: "out/bench/core.cjs",
  logLevel: "warning",
});
