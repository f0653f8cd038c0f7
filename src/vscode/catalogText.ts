import type { Catalog } from "../image/catalog";

/** After half a year, tags have been withdrawn and releases have ended that the catalog does not know of. */
const mostDays = 180;
const dayMs = 86_400_000;

/**
 * The image catalog in one line: of which day it is, whether that is long ago, and the commit of every
 * source that its figures are from.
 */
export function catalogText(
  { date, sources }: Pick<Catalog, "date" | "sources">,
  today: Date,
): string {
  const days = Math.floor((today.getTime() - Date.parse(date)) / dayMs);
  const age =
    days > mostDays
      ? `, ${days} days old: tags and ends of support may have changed since, a newer Drydock knows more`
      : "";
  const commits = sources.map(
    ({ name, commit }) => `${name} ${/^[0-9a-f]{40}$/.test(commit) ? commit.slice(0, 8) : commit}`,
  );
  return `Image catalog of ${date}${age}. From ${commits.join(", ")}`;
}
