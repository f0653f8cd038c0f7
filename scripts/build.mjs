// Bundles the extension and the command line into dist/. `--production` minifies, as for the package;
// `--out DIR` builds somewhere else.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { parseArgs } from "node:util";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
const { values: options } = parseArgs({
  options: {
    production: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const { production } = options;
const dist = path.resolve(options.out ?? at("dist"));

/**
 * Of this library dockerfile-ast uses two functions, but asks for them in a way that cannot be
 * shaken: the other 27 KB would ship and load for nothing.
 */
const onlyPositions = {
  name: "only-positions",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode-languageserver-types$/ }, ({ path }) => ({
      path,
      namespace: "only-positions",
    }));
    onLoad({ filter: /.*/, namespace: "only-positions" }, () => ({
      contents: `
        export const Position = { create: (line, character) => ({ line, character }) };
        export const Range = {
          create: (a, b, c, d) =>
            typeof a === "number"
              ? { start: Position.create(a, b), end: Position.create(c, d) }
              : { start: a, end: b },
        };`,
    }));
  },
};

/** Why a rule matters is said by its page, which ships beside the bundle. */
const withoutReasons = {
  name: "without-reasons",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]lint[\\/]rules[\\/]\w+\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replace(
        /^  why:\s*"(?:[^"\\]|\\.|"\s*\+\s*")*",$/m,
        '  why: "",',
      ),
      loader: "ts",
    }));
  },
};

/** The CycloneDX library asks for a DOM that it can do without, as we do; it is not to find somebody else's. */
const withoutDom = {
  name: "without-dom",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^xmlbuilder2$/ }, ({ path }) => ({ path, namespace: "without-dom" }));
    onLoad({ filter: /.*/, namespace: "without-dom" }, () => ({
      contents: 'throw new Error("This part of the library is left out.");',
    }));
  },
};

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: production,
  sourcemap: !production,
  legalComments: "none",
  // dockerfile-ast's main file is UMD, which cannot be followed; its parts are plain CommonJS.
  mainFields: ["module", "main"],
  absWorkingDir: root,
  logLevel: "warning",
  metafile: true,
  plugins: [onlyPositions],
};

// A folder that somebody names may hold other things.
// A package that was made before stays, being no part of the build.
if (options.out === undefined) {
  const names = await readdir(dist).catch(() => []);
  for (const name of names.filter((it) => !it.endsWith(".vsix")))
    await rm(path.join(dist, name), { recursive: true, force: true });
}
await mkdir(dist, { recursive: true });
/**
 * The command line is parted, since Node reads all of a file before it runs any of it: what a command can do without
 * is in another. What several parts need is in each, which costs less than some more files to open.
 */
const commandParts = [
  "dockerfileCommands",
  "fix",
  "projectFiles",
  "version",
  "online",
  "evidenceCommands",
  "evidenceRuns",
  "registry",
  "cycloneDx",
];
/** The parts lie side by side, wherever the files are that name them. */
const otherParts = {
  name: "other-parts",
  setup({ onResolve }) {
    const isPart = new RegExp(`^\\.\\.?/(?:${commandParts.join("|")})\\.js$`);
    onResolve({ filter: isPart }, ({ path: name }) => ({
      path: `./${path.basename(name)}`,
      external: true,
    }));
  },
};
const commandPart = (name) => ({
  entryPoints: [`src/cli/${name}.ts`],
  outfile: path.join(dist, `${name}.js`),
  plugins: [onlyPositions, otherParts],
  supported: { "dynamic-import": false },
});
const outputs = [
  {
    ...commandPart("main"),
    outfile: path.join(dist, "cli.js"),
    banner: { js: "#!/usr/bin/env node" },
  },
  ...commandParts.map(commandPart),
  {
    entryPoints: ["src/extension.ts"],
    outfile: path.join(dist, "extension.js"),
    // An import() of an external file becomes a require: the same everywhere in an extension host.
    external: ["vscode", "./project.js", "./harden.js", "./evidence.js"],
    supported: { "dynamic-import": false },
    plugins: [onlyPositions, withoutReasons],
  },
  { entryPoints: ["src/vscode/project.ts"], outfile: path.join(dist, "project.js") },
  {
    entryPoints: ["src/vscode/harden.ts"],
    outfile: path.join(dist, "harden.js"),
    external: ["vscode", "./project.js"],
    supported: { "dynamic-import": false },
  },
  {
    entryPoints: ["src/vscode/evidence.ts"],
    outfile: path.join(dist, "evidence.js"),
    external: ["vscode", "./project.js"],
    supported: { "dynamic-import": false },
  },
  {
    entryPoints: ["src/vscode/sbomWriter.ts"],
    outfile: path.join(dist, "sbomWriter.js"),
    plugins: [withoutDom],
  },
  // The page of the evidence panel: a browser's, the one that comes with the editor.
  {
    entryPoints: ["src/webview/main.ts"],
    outfile: path.join(dist, "webview.js"),
    platform: "browser",
    target: "chrome138",
    format: "iife",
  },
  { entryPoints: ["src/webview/panel.css"], outfile: path.join(dist, "webview.css") },
];
// What each bundle is made of, for the notices of third parties; not in dist/, since it does not ship.
await mkdir(at("out", "bundles"), { recursive: true });
for (const output of outputs) {
  if (!existsSync(at(output.entryPoints[0]))) continue;
  const { metafile } = await build({ ...common, ...output });
  const bundle = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined);
  const parts = Object.entries(bundle.inputs);
  const names = parts.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([name]) => name);
  const list = at("out", "bundles", `${path.basename(output.outfile, ".js")}.json`);
  await writeFile(list, JSON.stringify(names));
}
// In ASCII, which is read in a tenth of the time: names of releases have an umlaut here and there.
const catalog = await readFile(at("src/image/data/catalog.json"), "utf8");
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
await writeFile(path.join(dist, "catalog.json"), catalog.replace(/[^\0-\x7f]/g, escaped));

// The schemas of CycloneDX as its library ships them, without what only people read.
const schemas = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
const isForPeople = (key, value) =>
  key === "meta:enum" ||
  (key === "examples" && Array.isArray(value)) ||
  (["title", "description", "$comment"].includes(key) && typeof value === "string");
const schemaNames = (await readdir(at(schemas))).filter(
  (name) => name.endsWith(".schema.json") && !/^bom-1\.[23]\.SNAPSHOT/.test(name),
);
await mkdir(path.join(dist, "schemas"), { recursive: true });
for (const name of schemaNames) {
  const text = await readFile(at(schemas, name), "utf8");
  const schema = JSON.parse(text, (key, value) => (isForPeople(key, value) ? undefined : value));
  await writeFile(path.join(dist, "schemas", name), JSON.stringify(schema));
}
// They are part of what the bundles that read them ship.
for (const bundle of ["cycloneDx.json", "sbomWriter.json"]) {
  const list = at("out", "bundles", bundle);
  const parts = JSON.parse(await readFile(list, "utf8"));
  await writeFile(
    list,
    JSON.stringify([...parts, ...schemaNames.map((name) => `${schemas}/${name}`)]),
  );
}
