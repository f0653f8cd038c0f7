// endoflife-date/endoflife.date: products/<slug>.md, the releases are in the YAML before the text.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Every product, in the shape of the collected eol.json as far as the catalog reads it. */
export function readProducts(folder, { commit, date }) {
  const files = readdirSync(join(folder, "products")).filter((file) => file.endsWith(".md"));
  const products = files.sort().map((file) => {
    const text = readFileSync(join(folder, "products", file), "utf8");
    const { title, releases } = parse(text.split(/^---$/m)[1] ?? "", { schema: "core" });
    return [file.replace(/\.md$/, ""), { title, releases: (releases ?? []).map(release) }];
  });
  return {
    meta: {
      source: "github.com/endoflife-date/endoflife.date products/*.md",
      commit,
      commitDate: date.slice(0, 10),
    },
    products: Object.fromEntries(products),
  };
}

function release({ releaseCycle, eol, eoes, codename }) {
  const known = { cycle: String(releaseCycle) };
  if (codename !== undefined) known.codename = String(codename);
  if (eol !== undefined) known.eol = dated(eol);
  if (eoes !== undefined) known.eoes = dated(eoes);
  return known;
}

/** `true` and `false` say that it ended, or did not, on a day that nobody wrote down. */
function dated(value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}
