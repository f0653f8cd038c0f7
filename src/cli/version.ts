import { readCatalog, readVersion } from "./installation";
import { visible } from "./visible";

/** What `--version` prints; the long form names where every figure of the catalog is from. */
export function describeVersion(verbose: boolean): string {
  const version = `drydock ${readVersion()}\n`;
  if (!verbose) return version;
  const catalog = readCatalog();
  const problem = catalog === null ? "it is missing." : (catalog.problem ?? null);
  if (catalog === null || problem !== null) {
    return `${version}image catalog: can't be used: ${visible(problem ?? "")}\n`;
  }
  const sources = catalog.sources.map(
    ({ name, commit, date }) => `  ${visible(name)} ${visible(commit)} ${visible(date)}\n`,
  );
  return `${version}image catalog of ${catalog.date}, from:\n${sources.join("")}`;
}
