import { readFile } from "node:fs/promises";
import path from "node:path";
import { type CredentialFile, readCredentialFile } from "./credentialFile";
import { askHelper } from "./credentialHelper";
import type { Credential, Credentials } from "./credentials";

export interface CredentialOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly log: (line: string) => void;
}

type Repository = Parameters<Credentials>[0];

const helperTimeoutMs = 10_000;
/** Docker's own registries beside the Hub: its tools fall back to the Hub's login there, as people expect. */
const hubSiblings = ["dhi.io", "registry.scout.docker.com"];

/**
 * The credentials that Docker and Podman are configured with, read anew for each question: `DOCKER_AUTH_CONFIG`,
 * Docker's `config.json` (`DOCKER_CONFIG`), Podman's `auth.json` (`REGISTRY_AUTH_FILE`), with their helpers. What
 * is closest to the repository wins: an entry for it, for a part of its registry, its registry's helper, the
 * store, an entry for the registry.
 */
export function configuredCredentials(options: CredentialOptions): Credentials {
  return async (repository, signal) => {
    const files = await readFiles(options);
    const own = await find(files, repository, options, signal);
    if (own !== null || !hubSiblings.includes(repository.registry)) return own;
    return find(files, { registry: "docker.io", path: repository.path }, options, signal);
  };
}

async function find(
  files: readonly CredentialFile[],
  repository: Repository,
  options: CredentialOptions,
  signal: AbortSignal,
): Promise<Credential | null> {
  for (const file of files) {
    const found = await findIn(file, repository, options, signal);
    if (found !== null) return found;
  }
  return null;
}

async function findIn(
  { entries, helpers, store }: CredentialFile,
  { registry, path: name }: Repository,
  { environment, home }: CredentialOptions,
  signal: AbortSignal,
): Promise<Credential | null> {
  const parts = name.split("/");
  for (let count = parts.length; count > 0; count--) {
    const found = entries.get([registry, ...parts.slice(0, count)].join("/"));
    if (found !== undefined) return found;
  }
  const helper = helpers.get(registry) ?? store;
  if (helper !== null) {
    const server = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
    const run = { environment, folder: home, timeoutMs: helperTimeoutMs };
    const found = await askHelper(helper, server, run, signal);
    if (found !== null) return found;
  }
  return entries.get(registry) ?? null;
}

async function readFiles({
  environment,
  home,
  log,
}: CredentialOptions): Promise<readonly CredentialFile[]> {
  const given = environment["DOCKER_AUTH_CONFIG"] ?? "";
  const texts: [string, string][] = given === "" ? [] : [["DOCKER_AUTH_CONFIG", given]];
  const paths = credentialPaths(environment, home);
  for (const file of paths) {
    const text = await readFile(file, "utf8").catch(() => null);
    if (text !== null) texts.push([file, text]);
  }
  return texts.flatMap(([name, text]) => {
    const file = readCredentialFile(text, name);
    if (file === null) log(`${name} is no JSON object: its credentials are not used`);
    return file ?? [];
  });
}

/** In the order in which they count. */
function credentialPaths(
  environment: CredentialOptions["environment"],
  home: string,
): readonly string[] {
  const docker = environment["DOCKER_CONFIG"] || path.join(home, ".docker");
  const own = environment["REGISTRY_AUTH_FILE"];
  // The specification of these: what is no whole path is none.
  const [runtime, config] = ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"].map((name) => {
    const folder = environment[name] ?? "";
    return path.isAbsolute(folder) ? folder : null;
  });
  return [
    path.join(docker, "config.json"),
    ...(own ? [own] : []),
    ...(runtime == null ? [] : [path.join(runtime, "containers", "auth.json")]),
    path.join(config ?? path.join(home, ".config"), "containers", "auth.json"),
  ];
}
