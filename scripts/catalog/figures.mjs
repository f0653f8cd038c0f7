// Compressed sizes and package counts, under the rules of the collected data.

/** Older figures say more about their age than about the image. */
const oldest = "2024-01-01";

/**
 * `[tags, bytes, source, date]` for each measured row. Superseded rows, rows of other platforms, rows that
 * say "do not use" and figures from before 2024 are left out. `tagsOf` gives the tags that share the image.
 */
export function sizesOf(tables, rows, tagsOf) {
  return rows
    .filter(
      (row) =>
        row.platform === "linux/amd64" &&
        row.superseded !== true &&
        !/do not use/i.test(row.note ?? ""),
    )
    .filter((row) => (row.lastBuildStep ?? "") >= oldest)
    .map((row) => {
      const source = tables.source(row.source.repo, row.source.commit, row.lastBuildStep);
      return [[...tagsOf(row)].sort().join(" "), row.compressedBytes, source, row.lastBuildStep];
    })
    .sort(byTags);
}

/** `[tags, count, source, date]` for counted packages; counts that a simulation gave are not used. */
export function packagesOf(tables, rows, tagsOf) {
  return rows
    .filter((row) => row.platform === "linux/amd64" && (row.created ?? "") >= oldest)
    .map((row) => {
      const source = tables.source(row.source.repo, row.source.commit, row.created);
      return [[...tagsOf(row)].sort().join(" "), row.count, source, row.created];
    })
    .sort(byTags);
}

/**
 * The tags of a row for which a measurement of one of them holds: those that move with it. Tags that name a
 * patch release or a day stay where they are while the measured one moves on, so they are left out.
 */
export function movingWith(measured, tags) {
  const depth = (tag) =>
    /^\d+(\.\d+)*/.exec(tag.replace(/^[a-z-]*(?=\d)/, ""))?.[0].split(".").length ?? 0;
  const fixed = Math.max(...tags.map(depth));
  return tags.filter(
    (tag) =>
      tag === measured ||
      ((depth(tag) < fixed || depth(tag) <= depth(measured)) && !/\d{8}|\du\d/.test(tag)),
  );
}

/**
 * tag → a lighter tag of the same repository: the same tag with one word less or more (`3.13` → `3.13-slim`,
 * `21-jdk` → `21-jre`), both measured. Software, version and distribution stay the same by construction.
 */
export function lighterTags(sizes, sameDistribution) {
  const bytes = new Map(sizes.flatMap(([tags, size]) => tags.split(" ").map((tag) => [tag, size])));
  const lighter = {};
  for (const tag of [...bytes.keys()].sort()) {
    const found = candidates(tag).find(
      (it) =>
        it !== tag && (bytes.get(it) ?? Infinity) < bytes.get(tag) && sameDistribution(tag, it),
    );
    if (found !== undefined) lighter[tag] = found;
  }
  return Object.keys(lighter).length === 0 ? undefined : lighter;
}

function candidates(tag) {
  const words = tag.split("-");
  if (words.includes("jdk"))
    return [words.map((word) => (word === "jdk" ? "jre" : word)).join("-")];
  if (words.includes("slim") || words.some((word) => word.startsWith("alpine"))) return [];
  const [first, ...rest] = words;
  const withSlim = [
    `${tag}-slim`,
    [first, "slim", ...rest].join("-"),
    tag === "latest" ? "slim" : "",
  ];
  // `eclipse-temurin:21` is the JDK: the JRE of the same release is the lighter one.
  return [...withSlim, `${tag}-jre`, [first, "jre", ...rest].join("-")];
}

function byTags(a, b) {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
