/**
 * A Dockerfile beside the sources of a program is built from there; one in a folder of its own
 * (`docker/Dockerfile`) is mostly built from elsewhere, so nothing is known of its context.
 */
export function holdsSources(names: ReadonlySet<string>): boolean {
  return [...names].some((name) => sources.test(name));
}

const sources =
  /^(?:package\.json|go\.mod|pyproject\.toml|requirements\.txt|setup\.py|Pipfile|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|Gemfile|composer\.json|mix\.exs|.*\.(?:csproj|sln))$/;

/** Names that may be compose and bake files; wider than what src/project takes, which is not loaded to ask. */
export function maybeProjectFile(name: string): boolean {
  return /^(?:docker-)?compose\..*ya?ml$|^docker-bake\./.test(name);
}

/** The same names, to search a workspace for. */
export const projectFileGlob =
  "**/{compose.yaml,compose.yml,compose.*.yaml,compose.*.yml,docker-compose.yaml,docker-compose.yml,docker-compose.*.yaml,docker-compose.*.yml,docker-bake.*}";

export const configurationNames: readonly string[] = [".drydock.yaml", ".drydock.yml"];

/** The files whose change may change the findings of a Dockerfile near them. */
export const surroundingsGlob =
  "**/{.drydock.yaml,.drydock.yml,compose.*,docker-compose.*,docker-bake.*,.dockerignore,*.dockerignore}";

/** The same by the name of a file. */
export function isSurrounding(name: string): boolean {
  return (
    configurationNames.includes(name) || maybeProjectFile(name) || name.endsWith(".dockerignore")
  );
}
