import type { Fields } from "../fields";
import type { BuildInput } from "./model";

/** A `{uri, digest}`; null where it has no address. */
export function readInput(fields: Fields): BuildInput | null {
  const uri = fields.word("uri") ?? fields.word("name");
  return uri === null ? null : { uri, digests: fields.at("digest").textEntries() };
}

export function readInputs(list: readonly Fields[]): BuildInput[] {
  return list.flatMap((fields) => readInput(fields) ?? []);
}

/** Where the source of a build of SLSA 1 is, and the file in it that says how to build. */
export function readSource(parameters: Fields): {
  source: BuildInput | null;
  entryPoint: string | null;
} {
  // GitHub's workflow/v1, and Google's google-worker/v1.
  for (const name of ["workflow", "buildConfigSource"]) {
    const workflow = parameters.has(name) ? parameters.at(name) : null;
    if (workflow === null) continue;
    return { source: readRepository(workflow), entryPoint: workflow.word("path") };
  }
  // BuildKit.
  if (parameters.has("configSource")) {
    const config = parameters.at("configSource");
    return { source: readInput(config), entryPoint: config.word("path") };
  }
  // The generators of slsa-github-generator write an object or an address.
  const entryPoint = parameters.word("configPath");
  const source = parameters.raw("source");
  if (typeof source === "string")
    return { source: { uri: source, digests: new Map() }, entryPoint };
  return { source: readInput(parameters.at("source")), entryPoint };
}

/** In the way in which `resolvedDependencies` writes the same source. */
function readRepository(workflow: Fields): BuildInput | null {
  const repository = workflow.word("repository");
  if (repository === null) return null;
  const ref = workflow.word("ref");
  const uri = repository.startsWith("git+") ? repository : `git+${repository}`;
  return { uri: ref === null ? uri : `${uri}@${ref}`, digests: new Map() };
}
