// Rows of tags with what they have in common, kept once for each repository.
import { byTags } from "./tables.mjs";

/**
 * Gives a repository its rows of `{tags, profile, configuration}`. Configurations are interned in the
 * repository itself, so that looking an image up reads those of no other.
 */
export function addRows(tables, repository, rows) {
  const places = new Map();
  const place = (configuration) => {
    const key = JSON.stringify(sorted(configuration));
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key);
  };
  repository.rows = rows
    .map(({ tags, ...row }) => ({ tags: [...tags].sort().join(" "), ...row }))
    .sort((a, b) => byTags([a.tags], [b.tags]))
    .map(({ tags, profile, configuration }) => {
      const kept = tables.profile(profile);
      return isEmpty(configuration) ? [tags, kept] : [tags, kept, place(configuration)];
    });
  if (places.size > 0) repository.configurations = [...places.keys()].map((key) => JSON.parse(key));
}

/** Leaves out what is not set, none or the default of the format: fewer bytes for the same meaning. */
export function configurationOf({ entrypoint, cmd, workdir, ports, environment, ...rest }) {
  return {
    entrypoint: nonEmpty(entrypoint),
    cmd: nonEmpty(cmd),
    workdir: workdir || undefined,
    ports: nonEmpty(ports),
    environment: Object.keys(environment ?? {}).length === 0 ? undefined : environment,
    ...rest,
  };
}

function nonEmpty(list) {
  return (list ?? []).length === 0 ? undefined : list;
}

function isEmpty(configuration) {
  return configuration === undefined || JSON.stringify(configuration) === "{}";
}

function sorted(value) {
  if (Array.isArray(value) || value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return Object.fromEntries(keys.sort().map((key) => [key, sorted(value[key])]));
}
