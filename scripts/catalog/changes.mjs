// What a new catalog changes against the one before it, for the person who commits it.

/** A few lines of text: repositories and tags that came or went, users that changed. */
export function describeChanges(before, after) {
  const now = flatten(after);
  const total = `${Object.keys(after.repositories).length} repositories, ${now.size} tags, ${after.profiles.length} profiles, ${after.sources.length} sources, newest of ${after.date}`;
  if (before === null) return `New catalog: ${total}.`;
  const then = flatten(before);
  const gone = [...then.keys()].filter((tag) => !now.has(tag));
  const come = [...now.keys()].filter((tag) => !then.has(tag));
  const changed = [...now].filter(([tag, user]) => then.has(tag) && then.get(tag) !== user);
  return [
    `Catalog: ${total}.`,
    section("Gone", gone),
    section("New", come),
    section(
      "User changed",
      changed.map(([tag, user]) => `${tag}: ${then.get(tag)} → ${user}`),
    ),
  ]
    .filter((line) => line !== "")
    .join("\n");
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
  const users = new Map();
  for (const [name, repository] of Object.entries(catalog.repositories)) {
    for (const [tags, profile] of repository.rows ?? []) {
      const user = catalog.profiles[profile].user;
      const shown = user === undefined ? "unknown" : user[0] === "" ? "root" : user[0];
      for (const tag of tags.split(" ")) users.set(`${name}:${tag}`, shown);
    }
  }
  return users;
}
