// The interned tables of the catalog and its text.

/** Sources and profiles are kept once and named by their place; places are given when all are known. */
export function createTables() {
  const sources = new Map();
  const profiles = new Map();
  return {
    /** Names a source; the newest of its dates is kept. Gives the key that stands for it until the end. */
    source(name, commit, date) {
      const key = `${name}@${commit}`;
      const known = sources.get(key);
      if (known === undefined || known.date < date) sources.set(key, { name, commit, date });
      return { source: key };
    },
    profile(profile) {
      const key = JSON.stringify(ordered(profile));
      profiles.set(key, ordered(profile));
      return { profile: key };
    },
    sources,
    profiles,
  };
}

/** The catalog's text: one line for each repository, profile and product, so that changes can be read. */
export function render({ tables, repositories, prefixes, listed, counterparts }, products) {
  const sourceKeys = [...tables.sources.keys()].sort();
  const places = new Map(sourceKeys.map((key, place) => [key, place]));
  const withSources = (value) => replace(value, (it) => places.get(it.source));
  const profileKeys = [...tables.profiles.keys()].sort();
  const profilePlaces = new Map(profileKeys.map((key, place) => [key, place]));
  const withPlaces = (value) =>
    replace(value, (it) =>
      it.profile === undefined ? places.get(it.source) : profilePlaces.get(it.profile),
    );
  const sources = sourceKeys.map((key) => Object.values(tables.sources.get(key)));
  const date = sources.map((source) => source[2]).reduce((a, b) => (a > b ? a : b));
  return `${[
    `{"format":1,"date":"${date}","listed":"${listed}","sources":[`,
    lines(sources),
    `],"products":{`,
    entries(products),
    `},"profiles":[`,
    lines(profileKeys.map((key) => withSources(tables.profiles.get(key)))),
    `],"prefixes":{`,
    entries(prefixes, withPlaces),
    `},"counterparts":{`,
    entries(counterparts),
    `},"repositories":{`,
    entries(repositories, withPlaces),
    `}}`,
  ].join("\n")}\n`;
}

/** A repository's entry, made where there is none. */
export function repositoryOf(target, name, family) {
  const known = target.repositories.get(name);
  if (known !== undefined) return known;
  const repository = { family };
  target.repositories.set(name, repository);
  return repository;
}

/** The order of rows. */
export function byTags(a, b) {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}

function lines(values) {
  return values.map((value) => JSON.stringify(value)).join(",\n");
}

function entries(map, change = (value) => value) {
  return [...map.keys()]
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(ordered(change(map.get(key))))}`)
    .join(",\n");
}

/** Keys that are interned are objects with the one key `source` or `profile` until here. */
function replace(value, place) {
  if (Array.isArray(value)) return value.map((item) => replace(item, place));
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === "source" || keys[0] === "profile")) {
    if (typeof value[keys[0]] === "string") return place(value);
  }
  return Object.fromEntries(keys.map((key) => [key, replace(value[key], place)]));
}

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => [key, ordered(value[key])]),
  );
}
