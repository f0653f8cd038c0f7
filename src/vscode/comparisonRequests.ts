import type { PanelSource, Requests } from "../protocol";
import { comparisonColumns } from "../view/columns";
import { changeKinds } from "../view/packageChanges";
import { fields, isIndex, isText, isTexts, isUri } from "./requestFields";

/** The source that a value names; null where it names none. */
export function readPanelSource(value: unknown): PanelSource | null {
  const { kind, reference, uri, platform, digest = null } = fields(value);
  if (platform !== null && !isText(platform)) return null;
  if (kind === "image" && isText(reference)) return { kind, reference, platform };
  if (digest !== null && !isText(digest)) return null;
  const isPlaced = kind === "layout" || kind === "archive" || kind === "file";
  return isPlaced && isUri(uri) ? { kind, uri, platform, digest } : null;
}

/** What the page wants to compare with; undefined where it names nothing. */
export function readOther(value: unknown): Requests["compare"]["params"] | undefined {
  const other = readPanelSource(fields(value)["other"]);
  return other === null ? undefined : { other };
}

/** A query of the page for packages that differ; undefined where it is none. */
export function readComparedPackages(
  value: unknown,
): Requests["comparedPackages"]["params"] | undefined {
  const { query, from, count } = fields(value);
  const { filter, kinds, ecosystems, sort } = fields(query);
  const { column, descending } = fields(sort);
  const sorted = comparisonColumns.find(({ id }) => id === column);
  if (!isText(filter) || !isTexts(kinds) || !isTexts(ecosystems) || sorted === undefined)
    return undefined;
  if (!isIndex(from) || !isIndex(count)) return undefined;
  const chosen = changeKinds.filter((kind) => kinds.includes(kind));
  const order = { column: sorted.id, descending: descending === true };
  return { query: { filter, kinds: chosen, ecosystems, sort: order }, from, count };
}
