// What a new catalog changes against the one before it, for the person who commits it.

/** A few lines of text: images that came or went, users that changed, what ended since. */
export function describeChanges(before, after) {
  const now = flatten(after);
  const total = `${Object.keys(after.repositories).length} repositories, ${now.size} tags, ${after.profiles.length} profiles, ${after.sources.length} sources, newest of ${after.date}`;
  if (before === null) return `New catalog: ${total}.`;
  const then = flatten(before);
  const both = [...now].filter(([tag]) => then.has(tag));
  return [
    `Catalog: ${total}.`,
    section("Repositories gone", missing(before.repositories, after.repositories)),
    section("Repositories new", missing(after.repositories, before.repositories)),
    section("Tags gone", missing(Object.fromEntries(then), Object.fromEntries(now))),
    section("Tags new", missing(Object.fromEntries(now), Object.fromEntries(then))),
    section(
      "User changed",
      both
        .filter(([tag, { user }]) => then.get(tag).user !== user)
        .map(([tag, { user }]) => `${tag}: ${then.get(tag).user} → ${user}`),
    ),
    section("Newly end of life", newlyEnded(before, after, now)),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** Releases and hardened images that ended after the lists of the one were read and before those of the other. */
function newlyEnded(before, after, now) {
  const ended = (date) => date > before.listed && date <= after.listed;
  const products = Object.entries(after.products).flatMap(([, [title, , cycles]]) =>
    cycles.filter(([, date]) => ended(date)).map(([cycle, date]) => `${title} ${cycle}: ${date}`),
  );
  const images = [...now]
    .filter(([, { end }]) => end !== null && ended(end))
    .map(([tag, { end }]) => `${tag}: ${end}`);
  return [...products, ...images];
}

function missing(from, to) {
  return Object.keys(from).filter((key) => !(key in to));
}

function section(title, items) {
  if (items.length === 0) return "";
  const shown = items
    .sort()
    .slice(0, 20)
    .map((item) => `  ${item}`);
  const more = items.length > 20 ? [`  … and ${items.length - 20} more`] : [];
  return [`${title} (${items.length}):`, ...shown, ...more].join("\n");
}

function flatten(catalog) {
  const images = new Map();
  for (const [name, repository] of Object.entries(catalog.repositories)) {
    for (const [tags, place] of repository.rows ?? []) {
      const { user, endOfLife } = catalog.profiles[place];
      const shown = user === undefined ? "unknown" : user[0] === "" ? "root" : user[0];
      const row = { user: shown, end: endOfLife?.[0][1] ?? null };
      for (const tag of tags.split(" ")) images.set(`${name}:${tag}`, row);
    }
  }
  return images;
}
