// Prints which hardened image is suggested for each of some images, as a Markdown table.
//
//   node scripts/suggestions.mjs [--today DATE] [IMAGE…]
//
// Without images: the hundred most used of the collected corpus (../shared/facts/corpus.md).
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** src/image as one module, so that nothing has to be compiled before. */
async function load() {
  const contents = `export * from "./counterparts"; export * from "./catalog"; export * from "./reference";`;
  const folder = mkdtempSync(join(tmpdir(), "suggestions-"));
  try {
    const outfile = join(folder, "image.mjs");
    buildSync({
      stdin: { contents, resolveDir: join(root, "src/image"), loader: "ts" },
      bundle: true,
      format: "esm",
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The list of section 2: `name:tag repositories/files`, where `<none>` is no tag. */
function mostUsed() {
  const shared = process.env.DRYDOCK_SHARED ?? join(root, "..", "shared");
  const text = readFileSync(join(shared, "facts/corpus.md"), "utf8");
  const list = /^Top 100 repo:tag.*\n(.*)$/m.exec(text)?.[1] ?? "";
  return list.split("; ").map((item) => item.split(" ")[0].replace(":<none>", ""));
}

function parameters() {
  const given = process.argv.slice(2);
  const at = given.indexOf("--today");
  if (at < 0) return { today: new Date().toISOString().slice(0, 10), images: given };
  return {
    today: given[at + 1],
    images: given.filter((_, place) => place !== at && place !== at + 1),
  };
}

const { counterparts, whyNone, createCatalog, parseReference } = await load();
const catalog = createCatalog(readFileSync(join(root, "src/image/data/catalog.json")));
const { today, images } = parameters();
const counts = new Map();
/** Notes that stand with every suggestion. */
const always = new Set(["login-needed", "paid-beside", "catalog-date"]);

function answer(image, role) {
  const reference = parseReference(image);
  const [first, ...more] = counterparts(catalog, reference, role, { today });
  if (first === undefined) {
    const { code, message } = whyNone(catalog, reference, role, { today });
    count(role, `none: ${code}`);
    return `none: ${message}`;
  }
  count(role, first.exact ? "exact" : "not exact");
  const notes = first.notes.map(({ code }) => code).filter((code) => !always.has(code));
  const said = first.exact ? "" : ` (not exact: ${notes.join(", ")})`;
  return `${first.reference}${said}${more.map((it) => `; ${it.reference}`).join("")}`;
}

function count(role, outcome) {
  const key = `${role}: ${outcome}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const asked = images.length > 0 ? images : mostUsed();
console.log(`Catalog of ${catalog.date}, ${today}\n`);
console.log("| image | what ships | what builds |\n|---|---|---|");
for (const image of asked) {
  console.log(`| ${image} | ${answer(image, "runtime")} | ${answer(image, "build")} |`);
}
console.log(
  `\n${[...counts]
    .sort()
    .map(([key, number]) => `${key} ${number}`)
    .join("; ")}`,
);
