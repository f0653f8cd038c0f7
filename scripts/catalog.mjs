// Builds src/image/data/catalog.json. Same input, same bytes: no clock, everything sorted.
//
//   npm run catalog -- [--from DIR] [--data DIR] [--out FILE]
//
// `--from`: checkouts of the upstream repositories (scripts/catalog/sources.mjs names them), each taken
// instead of the collected data where it is found. `--data`: the collected data, ../shared/data by default.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chainguard } from "./catalog/chainguard.mjs";
import { describeChanges } from "./catalog/changes.mjs";
import { findCheckouts } from "./catalog/checkouts.mjs";
import { counterpartRows } from "./catalog/counterparts.mjs";
import { hardenedByDocker, publishedSizes } from "./catalog/dockerHardened.mjs";
import { endOfLifeProducts } from "./catalog/endOfLife.mjs";
import { distroless, dotnet, others } from "./catalog/hardened.mjs";
import { movedRepositories } from "./catalog/moved.mjs";
import { official } from "./catalog/official.mjs";
import { marks, readSources } from "./catalog/sources.mjs";
import { writeSupplements } from "./catalog/supplements.mjs";
import { createTables, render } from "./catalog/tables.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * The catalog's text from the files of a folder, and from checkouts in the place of some of them.
 * Fails with the name of the file where one is missing or is not JSON.
 */
export function buildCatalog(folder, checkouts = new Map()) {
  return catalogOf(readSources(folder, checkouts));
}

function catalogOf({ definitions, locks, tags, users, summary, sizes, figures, ...rest }) {
  const tables = createTables();
  const listed = [definitions.meta.commitDate.slice(0, 10), tags.meta.date].sort()[0];
  const target = { tables, repositories: new Map(), prefixes: new Map(), listed };
  hardenedByDocker(target, definitions);
  publishedSizes(target, figures);
  chainguard(target, locks);
  distroless(target, rest.distroless, figures);
  official(target, { tags, users, summary, sizes });
  dotnet(target, sizes);
  others(target);
  movedRepositories(target);
  counterpartRows(target, rest.map);
  const products = endOfLifeProducts(target, rest.products);
  return render(target, products);
}

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function main() {
  const shared = process.env.DRYDOCK_SHARED ?? join(root, "..", "shared");
  const folder = resolve(option("--data") ?? join(shared, "data"));
  const file = resolve(option("--out") ?? join(root, "src/image/data/catalog.json"));
  const from = option("--from");
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  const { found, dispose } = from === undefined ? none : findCheckouts(resolve(from), marks);
  try {
    const sources = readSources(folder, found);
    const text = catalogOf(sources);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (option("--out") === undefined) writeSupplements(sources, found);
    for (const source of Object.keys(marks)) console.log(`${source}: ${originOf(found, source)}`);
    console.log(describeChanges(before, JSON.parse(text)));
    console.log(`${text.length} bytes, ${gzipSync(text, { level: 9 }).length} bytes gzipped`);
  } finally {
    dispose();
  }
}

const none = { found: new Map(), dispose: () => {} };

function originOf(found, source) {
  const checkout = found.get(source);
  return checkout === undefined ? "collected data" : `checkout of ${checkout.commit}`;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main();
}
