// Prints how many Dockerfiles of a folder have a swap that nothing blocks, a plan, and blockers, by kind.
//
//   node scripts/plans.mjs [--today DATE] [FOLDER]
//
// Without a folder: the collected corpus (../shared/corpus/dockerfiles).
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** src/harden as one module, so that nothing has to be compiled before. */
async function load() {
  const contents = `
    export { planOf } from "./harden/plan";
    export { swapsOf } from "./harden/swap";
    export { chooseCounterparts } from "./harden/families";
    export { createCatalog } from "./image/catalog";
    export { defaultSettings } from "./lint/settings";
    export { noProjectFacts } from "./project/facts";`;
  const folder = mkdtempSync(join(tmpdir(), "plans-"));
  try {
    const outfile = join(folder, "harden.mjs");
    buildSync({
      stdin: { contents, resolveDir: join(root, "src"), loader: "ts" },
      bundle: true,
      format: "esm",
      platform: "node",
      banner: {
        js: `import { createRequire } from "node:module"; const require = createRequire("/");`,
      },
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parameters() {
  const given = process.argv.slice(2);
  const at = given.indexOf("--today");
  const rest = given.filter((_, place) => at < 0 || (place !== at && place !== at + 1));
  const shared = process.env.DRYDOCK_SHARED ?? join(root, "..", "shared");
  return {
    today: at < 0 ? new Date().toISOString().slice(0, 10) : given[at + 1],
    folder: rest[0] ?? join(shared, "corpus", "dockerfiles"),
  };
}

const { planOf, swapsOf, chooseCounterparts, createCatalog, defaultSettings, noProjectFacts } =
  await load();
const catalog = createCatalog(readFileSync(join(root, "src/image/data/catalog.json")));
const { today, folder } = parameters();

const counts = { files: 0, swap: 0, plan: 0, stages: 0, left: 0, counterpart: 0, blocked: 0 };
const kinds = new Map();
for (const name of readdirSync(folder)) {
  const request = {
    text: readFileSync(join(folder, name), "utf8"),
    catalog,
    choose: chooseCounterparts,
    settings: defaultSettings,
    project: noProjectFacts,
    today: new Date(`${today}T00:00:00Z`),
  };
  const { swaps, edits } = swapsOf(request, { families: ["dhi"] });
  const plan = planOf(request, { families: ["dhi"] });
  const codes = new Set(swaps.flatMap(({ blockers }) => blockers.map(({ code }) => code)));
  counts.files++;
  if (swaps.length > 0) counts.counterpart++;
  if (edits.length > 0) counts.swap++;
  if (plan.edits.length > 0) counts.plan++;
  if (plan.changes.some(({ group }) => group === "stages")) counts.stages++;
  if (plan.left.length > 0) counts.left++;
  if (codes.size > 0) counts.blocked++;
  for (const code of codes) kinds.set(code, (kinds.get(code) ?? 0) + 1);
}

const share = (count) => `${count} (${((100 * count) / counts.files).toFixed(1)} %)`;
console.log(`Catalog of ${catalog.date}, ${today}, ${counts.files} files\n`);
console.log("| files | count |\n|---|---|");
console.log(`| with an image that has a counterpart | ${share(counts.counterpart)} |`);
console.log(`| with a swap that nothing blocks | ${share(counts.swap)} |`);
console.log(`| with a plan | ${share(counts.plan)} |`);
console.log(`| of them with a stage that is parted or moved | ${share(counts.stages)} |`);
console.log(`| with something left to the person | ${share(counts.left)} |`);
console.log(`| with a swap that something blocks | ${share(counts.blocked)} |`);
for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1]))
  console.log(`| … ${kind} | ${share(count)} |`);
