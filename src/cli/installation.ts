import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createCatalog } from "../image/catalog";
import type { Catalog } from "../image/catalog";

/** The version in the package that this code is part of. */
export function readVersion(): string {
  const manifest = readFileSync(path.join(packageFolder(), "package.json"), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** What is known of images; null where the package came without it. */
export function readCatalog(): Catalog | null {
  const places = [
    path.join(__dirname, "catalog.json"),
    path.join(packageFolder(), "src", "image", "data", "catalog.json"),
  ];
  const found = places.find((place) => existsSync(place));
  return found === undefined ? null : createCatalog(readFileSync(found));
}

/** The text of a schema that the CycloneDX library ships: beside the bundle, or where npm put it. */
export function readCycloneDxSchema(file: string): Promise<string> {
  const library = path.join("node_modules", "@cyclonedx", "cyclonedx-library", "res", "schema");
  const places = [path.join(__dirname, "schemas"), path.join(packageFolder(), library)];
  const folder = places.find((place) => existsSync(place)) ?? library;
  return readFile(path.join(folder, file), "utf8");
}

/** The folder of package.json: one up from the bundle, a few more from the compiled sources. */
function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error("package.json is missing from the package");
    folder = parent;
  }
  return folder;
}
