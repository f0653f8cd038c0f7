// Files of the repository, and the two ways of a generator: write what is stale, or complain about it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A problem whose message is all that a person needs. */
export class GeneratorError extends Error {}

/** The text of a file, or null where there is none. */
export function read(name) {
  const file = join(repository, name);
  return existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : null;
}

/**
 * Writes the files whose text differs and removes those that are no longer made; with `check`, only
 * complains. `owned` lists the files of which this generator is the only author.
 *
 * @param made Name → text.
 */
export function settle(made, owned, { check, command }) {
  const stale = [...made].filter(([name, text]) => read(name) !== text).map(([name]) => name);
  const left = owned.filter((name) => !made.has(name));
  if (check && stale.length + left.length > 0) {
    const lines = [
      ...stale.map((name) => `${name} is stale`),
      ...left.map((name) => `${name} is left over`),
    ];
    throw new GeneratorError(`${lines.join("\n")}\nRun ${command}.`);
  }
  for (const name of stale) {
    mkdirSync(dirname(join(repository, name)), { recursive: true });
    writeFileSync(join(repository, name), made.get(name));
    console.log(`wrote ${name}`);
  }
  for (const name of left) {
    rmSync(join(repository, name));
    console.log(`removed ${name}`);
  }
}

/** The files of a folder, by their names from the root of the repository. */
export function list(folder) {
  const at = join(repository, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`)
    .sort();
}

/** Runs a generator; a GeneratorError is told without its stack. */
export async function run(generate) {
  try {
    await generate({ check: process.argv.includes("--check") });
  } catch (error) {
    if (!(error instanceof GeneratorError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
