// Bundles the parts that bench.mjs calls in its own process, as they are bundled for the package.
import { build } from "esbuild";

const common = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  logLevel: "warning",
};

await build({
  ...common,
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
  outfile: "out/bench/core.cjs",
});
await build({
  ...common,
  stdin: {
    contents: `
      import { readJson } from "./src/attestations/json";
      import { readDocument } from "./src/attestations/read";
      import { verifyFile } from "./src/verify/file";
      import { readPublicKey } from "./src/verify/trustedKey";
      export { readDocument };
      export const components = ({ document }) =>
        document.kind === "sbom" ? document.sbom.components.length : 0;
      export const verifyBundle = (bytes, digest, pem) => {
        const { key } = readPublicKey(Buffer.from(pem), "bench");
        const signer = { kind: "key", hint: key.hint, name: key.name };
        const trust = { roots: [], keys: [key], keysAreExpected: true };
        const bundle = readJson(bytes);
        if (bundle.kind === "broken") return bundle.problem;
        return verifyFile(bundle, { digests: [digest], bytes: null }, signer, trust).verdict;
      };
    `,
    resolveDir: ".",
    loader: "ts",
  },
  outfile: "out/bench/evidence.cjs",
});
// The page of the panel with its host, as its tests open it.
await build({
  ...common,
  stdin: {
    contents: `
      export { launch, openPage } from "./test/webview/page";
      export { evidence, large, statement } from "./test/view/sample";
      export { loadImage, onlyShipped } from "./src/vscode/evidenceLoading";
    `,
    resolveDir: ".",
    loader: "ts",
  },
  external: ["playwright-core"],
  outfile: "out/bench/panel/panel.cjs",
});
await build({
  ...common,
  entryPoints: ["bench/peerTables.mjs"],
  platform: "browser",
  target: "chrome138",
  format: "iife",
  outfile: "out/bench/panel/peers.js",
});
