// Rows of tags with what they have in common, kept once for each repository.
import { byTags } from "./tables.mjs";

/** Gives a repository its rows of `{tags, profile, configuration}`. */
export function addRows(tables, repository, rows) {
  repository.rows = rows
    .map(({ tags, profile, configuration }) => [
      [...tags].sort().join(" "),
      tables.profile(profile),
      configuration,
    ])
    .sort(byTags);
  internConfigurations(repository);
}

/**
 * Puts the configurations of a repository's rows into a list of its own and their places into the rows:
 * looking an image up then reads those of no other repository.
 */
export function internConfigurations(repository) {
  const places = new Map();
  const place = (configuration) => {
    const key = JSON.stringify(sorted(configuration));
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key);
  };
  const interned = ([tags, profile, configuration]) =>
    isEmpty(configuration) ? [tags, profile] : [tags, profile, place(configuration)];
  if (repository.rows !== undefined) repository.rows = repository.rows.map(interned);
  if (repository.patterns !== undefined) repository.patterns = repository.patterns.map(interned);
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

/**
 * What is known of an official image: its measured build history first, which is whole for entrypoint and
 * command; else the lines of its own Dockerfile, where what is missing may be inherited and is unknown.
 */
export function officialConfiguration(variant, history) {
  const measured = history !== undefined && (history.entrypoint ?? history.cmd) != null;
  const entrypoint = measured ? (history.entrypoint ?? "[]") : variant.entrypoint;
  const cmd = measured ? (history.cmd ?? "[]") : variant.cmd;
  const workdir = variant.workdir ?? "";
  return {
    entrypoint: jsonList(entrypoint),
    cmd: jsonList(cmd),
    workdir: /^\/[^$]*$/.test(workdir) ? workdir : undefined,
    ports: variant.expose?.filter((it) => !it.includes("$")).map(withProtocol),
  };
}

function jsonList(text) {
  if (text === undefined || text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withProtocol(port) {
  return port.includes("/") ? port : `${port}/tcp`;
}

function nonEmpty(list) {
  return (list ?? []).length === 0 ? undefined : list;
}

function isEmpty(configuration) {
  return configuration === undefined || JSON.stringify(sorted(configuration)) === "{}";
}

function sorted(value) {
  if (Array.isArray(value) || value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return Object.fromEntries(keys.sort().map((key) => [key, sorted(value[key])]));
}
