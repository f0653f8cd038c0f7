import type { Fields } from "../fields";
import { readBuildKit } from "./buildKit";
import { readInput, readInputs, readSource } from "./inputs";
import type { BuildInput, Provenance } from "./model";
import { readParameters } from "./parameters";

/** Reads the predicate of SLSA provenance 0.1 (https://slsa.dev/provenance/v0.1), as Google's builder wrote it. */
export function readSlsa01(predicate: Fields): Provenance {
  const recipe = predicate.at("recipe");
  const metadata = predicate.at("metadata");
  const inputs = readInputs(predicate.objects("materials"));
  const place = recipe.number("definedInMaterial");
  return {
    version: "0.1",
    builder: predicate.at("builder").text("id"),
    buildType: recipe.text("type") ?? "",
    invocation: metadata.word("buildInvocationId"),
    started: metadata.word("buildStartedOn"),
    finished: metadata.word("buildFinishedOn"),
    source: (place === null ? undefined : inputs[place]) ?? null,
    entryPoint: recipe.word("entryPoint"),
    inputs,
    parameters: readParameters(recipe.at("arguments")),
    dockerfile: null,
    complete: metadata.at("completeness").flag("materials"),
    reproducible: metadata.flag("reproducible"),
    hermetic: null,
  };
}

/** Reads the predicate of SLSA provenance 0.2 (https://slsa.dev/provenance/v0.2), with what BuildKit adds. */
export function readSlsa02(predicate: Fields): Provenance {
  const invocation = predicate.at("invocation");
  const configSource = invocation.at("configSource");
  const metadata = predicate.at("metadata");
  const buildKit = metadata.at("https://mobyproject.org/buildkit@v1#metadata");
  const { vcs, dockerfile } = readBuildKit(buildKit);
  return {
    version: "0.2",
    builder: predicate.at("builder").text("id"),
    buildType: predicate.text("buildType") ?? "",
    // BuildKit writes the one, the specification has the other.
    invocation: metadata.word("buildInvocationID") ?? metadata.word("buildInvocationId"),
    started: metadata.word("buildStartedOn"),
    finished: metadata.word("buildFinishedOn"),
    source: readInput(configSource) ?? vcs,
    entryPoint: configSource.word("entryPoint"),
    inputs: readInputs(predicate.objects("materials")),
    parameters: readParameters(invocation.at("parameters")),
    dockerfile,
    complete: metadata.at("completeness").flag("materials"),
    reproducible: metadata.flag("reproducible"),
    hermetic: metadata.flag("https://mobyproject.org/buildkit@v1#hermetic"),
  };
}

/**
 * Reads the predicate of SLSA provenance 1 (https://slsa.dev/provenance/v1). Where the source stands
 * among the parameters is each build type's own: BuildKit's, GitHub's, Google's and the generators' are known.
 */
export function readSlsa1(predicate: Fields): Provenance {
  const definition = predicate.at("buildDefinition");
  const parameters = definition.at("externalParameters");
  const details = predicate.at("runDetails");
  const metadata = details.at("metadata");
  const completeness = metadata.at("buildkit_completeness");
  const inputs = readInputs(definition.objects("resolvedDependencies"));
  const { vcs, dockerfile } = readBuildKit(metadata.at("buildkit_metadata"));
  const { source, entryPoint } = readSource(parameters);
  return {
    version: "1",
    builder: details.at("builder").text("id"),
    buildType: definition.text("buildType") ?? "",
    invocation: metadata.word("invocationId") ?? metadata.word("invocationID"),
    started: metadata.word("startedOn"),
    finished: metadata.word("finishedOn"),
    source: source === null ? vcs : withDigest(source, inputs),
    entryPoint,
    inputs,
    parameters: readParameters(parameters),
    dockerfile,
    complete: completeness.flag("resolvedDependencies"),
    reproducible: metadata.flag("buildkit_reproducible"),
    hermetic: metadata.flag("buildkit_hermetic"),
  };
}

/** The parameters say which branch was asked for; which commit that was is said among the inputs. */
function withDigest(source: BuildInput, inputs: readonly BuildInput[]): BuildInput {
  if (source.digests.size > 0) return source;
  return inputs.find(({ uri }) => uri === source.uri) ?? source;
}
