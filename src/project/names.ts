import { directoryOf, isAbsolutePath, joinPath, normalizePath, pathInside } from "./path";

/** Names of files around a Dockerfile, for those who look for them: without the YAML library. */

/** Whether compose or bake reads a file of this name by itself, or by the custom of its users. */
export function isProjectFile(name: string): boolean {
  return isComposeFile(name) || isBakeFile(name);
}

export function isComposeFile(name: string): boolean {
  return /^(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$/.test(name);
}

export function isBakeFile(name: string): boolean {
  return bakeNames.includes(name);
}

/** The files of which not what they build is looked at, but what they run. */
export type ServiceFileKind = "compose" | "bake";

/**
 * What a file is by its name, where that says so: beside the names that compose and bake read by
 * themselves those that people give to `-f` (`docker-compose-dev.yml`, `web.compose.yaml`,
 * `app.bake.hcl`). Null for every other file.
 */
export function serviceFileKind(name: string): ServiceFileKind | null {
  if (isComposeFile(name) || composeLike.test(name)) return "compose";
  return isBakeFile(name) || bakeLike.test(name) ? "bake" : null;
}

const composeLike = /^docker-compose[\w.-]*\.ya?ml$|^[\w.-]+\.(?:docker-)?compose\.ya?ml$/;
const bakeLike = /^docker-bake[\w.-]*\.(?:hcl|json)$|^(?:[\w.-]+[.-])?bake\.hcl$/;

/**
 * The compose file on top of which another one of its folder is put: the usual one of the same stem,
 * else the first of the usual ones. Null for a usual one, and where there is none.
 */
export function composeFileUnder(name: string, has: (name: string) => boolean): string | null {
  if (composeNames.includes(name)) return null;
  const [stem = ""] = name.split(".");
  const bases = composeNames.filter(has);
  return bases.find((base) => base.startsWith(`${stem}.`)) ?? bases[0] ?? null;
}

/**
 * The compose files of its folder that are read together with another one by custom: the one under an
 * addition (`compose.prod.yaml`), and on top of a usual one its override.
 */
export function composeFilesBeside(name: string, has: (name: string) => boolean): string[] {
  const under = composeFileUnder(name, has);
  if (under !== null) return [under];
  if (!composeNames.includes(name)) return [];
  const [stem = ""] = name.split(".");
  return [`${stem}.override.yaml`, `${stem}.override.yml`].filter(has);
}

/** From where compose takes variables, in the folder of its first file. */
export const environmentFileName = ".env";

/**
 * Characters beyond which a compose, bake or configuration file is not read: no person writes as
 * much, and a text made for it can take seconds, which an editor does not have.
 */
export const largestText = 262_144;

/** Whether a file found in a folder is taken for a Dockerfile. */
export function isDockerfileName(name: string): boolean {
  // `Dockerfile.dockerignore` is what BuildKit reads beside a Dockerfile, not another Dockerfile.
  if (name.endsWith(".dockerignore")) return false;
  return /^(Dockerfile|Containerfile)(\..*)?$|^[^.].*\.[Dd]ockerfile$/s.test(name);
}

/**
 * A Dockerfile beside the sources of a program is built from there; one in a folder of its own
 * (`docker/Dockerfile`) is mostly built from elsewhere, so nothing is known of its context.
 */
export function holdsSources(names: ReadonlySet<string>): boolean {
  return [...names].some((name) => sources.test(name));
}

const sources =
  /^(?:package\.json|go\.mod|pyproject\.toml|requirements\.txt|setup\.py|Pipfile|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|Gemfile|composer\.json|mix\.exs|.*\.(?:csproj|sln))$/;

/** The usual names, in the order in which compose looks for them. */
export const composeNames: readonly string[] = [
  "compose.yaml",
  "compose.yml",
  "docker-compose.yml",
  "docker-compose.yaml",
];

/** In the order in which bake merges them. */
export const bakeNames: readonly string[] = [
  "docker-bake.json",
  "docker-bake.hcl",
  "docker-bake.override.json",
  "docker-bake.override.hcl",
];

export const configurationNames: readonly string[] = [".drydock.yaml", ".drydock.yml"];

/**
 * Where a configuration may lie for files of a folder, nearest first: in it or above it, up to
 * `boundary` (the workspace folder or the root of the repository), never beyond. Empty where the
 * folder lies outside the boundary. The first file that exists counts, alone.
 */
export function configurationPaths(directory: string, boundary: string): string[] {
  const paths: string[] = [];
  let folder = normalizePath(directory);
  while (pathInside(boundary, folder) !== null) {
    paths.push(...configurationNames.map((name) => joinPath(folder, name)));
    const parent = directoryOf(folder);
    if (parent === folder || (!isAbsolutePath(folder) && folder.endsWith(".."))) break;
    folder = parent;
  }
  return paths;
}
