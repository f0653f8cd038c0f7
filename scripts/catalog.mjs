// Builds src/image/data/catalog.json from the collected sources. Same input, same bytes: no clock,
// everything sorted. `npm run catalog -- --data DIR [--out FILE]`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createTables, render } from "./catalog/tables.mjs";
import { endOfLifeProducts } from "./catalog/endOfLife.mjs";
import { chainguard } from "./catalog/chainguard.mjs";
import { counterpartRows } from "./catalog/counterparts.mjs";
import { hardenedByDocker } from "./catalog/dockerHardened.mjs";
import { distroless, dotnet, others } from "./catalog/hardened.mjs";
import { movedRepositories } from "./catalog/moved.mjs";
import { official } from "./catalog/official.mjs";
import { withDefinitions, withLocks } from "./catalog/supplements.mjs";
import { describeChanges } from "./catalog/changes.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * The catalog's text from the files of a folder.
 * Fails with the name of the file where one is missing or is not JSON.
 */
export function buildCatalog(folder) {
  const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const tables = createTables();
  const repositories = new Map();
  const prefixes = new Map();
  const hardened = read("dhi-images.json");
  const tags = read("official-tags.json");
  const listed = [hardened.meta.commitDate.slice(0, 10), tags.meta.date].sort()[0];
  const target = { tables, repositories, prefixes, listed };
  hardenedByDocker(target, withDefinitions(hardened));
  chainguard(
    target,
    withLocks(read("chainguard-public-images.json")),
    read("hardened-figures.json"),
  );
  distroless(target, read("distroless.json"), read("hardened-figures.json"));
  official(target, {
    tags,
    users: read("official-images-users.json"),
    summary: read("official-users-summary.json"),
    sizes: read("official-image-sizes.json"),
  });
  dotnet(target, read("official-image-sizes.json"));
  others(target);
  movedRepositories(target);
  counterpartRows(target, read("base-map.json"));
  const products = endOfLifeProducts(target, read("eol.json"));
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
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  const text = buildCatalog(folder);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(describeChanges(before, JSON.parse(text)));
  console.log(`${text.length} bytes, ${gzipSync(text, { level: 9 }).length} bytes gzipped`);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main();
}
