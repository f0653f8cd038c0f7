// Facts that the collected data lacks, read off checkouts and kept here with their commit.
import { readFileSync, writeFileSync } from "node:fs";

/** The supplement of a source, where it is of the same commit as the data that it adds to. */
function supplement(name, commit) {
  const file = JSON.parse(readFileSync(fileOf(name), "utf8"));
  return file.commit === commit ? file : null;
}

/** Accounts and environment of each definition of Docker's hardened images. */
export function withDefinitions(data) {
  const known = supplement("definitions", data.meta.commit);
  if (known === null) return data;
  const images = data.images.map((image) => ({
    ...image,
    variants: image.variants.map((variant) => {
      const [users, environment] = known.definitions[variant.file] ?? [];
      if (users === undefined) return variant;
      return {
        ...variant,
        users: known.users[users],
        environment: known.environments[environment],
      };
    }),
  }));
  return { ...data, images };
}

/** The text of that supplement, from what a checkout declares. */
function definitionsText(data) {
  const [users, usersPlace] = interned();
  const [environments, environmentPlace] = interned();
  const variants = data.images.flatMap((image) => image.variants);
  const definitions = variants.map(({ file, users, environment }) => [
    file,
    [usersPlace(users), environmentPlace(environment)],
  ]);
  return text(data.meta, {
    users: { list: users },
    environments: { list: environments },
    definitions: { entries: definitions },
  });
}

/** Versions, environment and the `-dev` images of Chainguard's locks. */
export function withLocks(data) {
  const known = supplement("locks", data.meta.commit);
  if (known === null) return data;
  const images = data.images.map((image) => ({
    ...image,
    locks: image.locks.map((lock) => ({ ...lock, ...known.locks[lock.lock] })),
  }));
  return { ...data, images };
}

function locksText(data) {
  const locks = data.images.flatMap((image) => image.locks);
  const added = locks.map(({ lock, hasShell, version, environment, dev }) => [
    lock,
    { hasShell, version, environment, dev },
  ]);
  return text(data.meta, { locks: { entries: added } });
}

/** Keeps what was read off checkouts, for the builds that have none. */
export function writeSupplements({ definitions, locks }, checkouts) {
  if (checkouts.has("docker-hardened-images/catalog")) {
    writeFileSync(fileOf("definitions"), definitionsText(definitions));
  }
  if (checkouts.has("chainguard-images/images")) writeFileSync(fileOf("locks"), locksText(locks));
}

function fileOf(name) {
  return new URL(`./supplements/${name}.json`, import.meta.url);
}

function interned() {
  const places = new Map();
  const list = [];
  const place = (value) => {
    const key = JSON.stringify(value);
    if (!places.has(key)) places.set(key, list.push(value) - 1);
    return places.get(key);
  };
  return [list, place];
}

/** One fact a line, so that a change can be read. */
function text({ source, commit, commitDate }, parts) {
  const head = JSON.stringify({ source, commit, date: commitDate.slice(0, 10) }).slice(0, -1);
  const written = Object.entries(parts).map(([name, { list, entries }]) =>
    list === undefined
      ? `"${name}":{\n${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",\n")}\n}`
      : `"${name}":[\n${list.map((value) => JSON.stringify(value)).join(",\n")}\n]`,
  );
  return `${[head, ...written].join(",\n")}\n}\n`;
}
