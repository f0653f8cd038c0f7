import type { Base, Dockerfile, ImageUse, Stage } from "../dockerfile/model";
import type { Catalog, ImageFacts } from "../image/catalog";
import { effectiveUser } from "./effectiveUser";
import type { LintRequest } from "./result";
import type { Service } from "../project/serviceFile";
import type { EffectiveUser, RuleContext, ShippedStage } from "./rule";
import { shippedStages } from "./shippedStages";
import { isWindowsStage } from "./windows";
import { factsOfWritten } from "./writtenImage";

/**
 * What rules see of a file; answers are worked out when asked for, once.
 *
 * @param replaced what to take for the images of some FROMs in place of what the catalog knows of them
 */
export function createContext(
  dockerfile: Dockerfile,
  request: LintRequest,
  replaced: ReadonlyMap<Stage, ImageFacts> = new Map(),
): RuleContext {
  const { settings, project, today, catalog } = request;
  const { services } = request;
  const service = (stage: Stage) => services?.services[stage.index] ?? null;
  const platform = request.platform ?? "linux/amd64";
  const factsOfRoot = remember((root: Stage) => replaced.get(root) ?? lookup(catalog, root.base));
  const facts = (stage: Stage) => factsOfRoot(stage.root);
  const isWindows = remember((stage: Stage) => isWindowsStage(stage, platform));
  const user = remember((stage: Stage) => effectiveUser(stage, facts(stage), isWindows(stage)));
  const context: RuleContext & { user: (stage: Stage) => EffectiveUser } = {
    dockerfile,
    shipped:
      services === undefined
        ? shippedStages(dockerfile, settings.targets, project)
        : containers(dockerfile, service),
    settings,
    project,
    today,
    supposes: replaced.size > 0,
    counterparts: (reference, role, stage) =>
      catalog === null ? [] : (request.choose?.(catalog, reference, role, stage, context) ?? []),
    user,
    facts,
    factsOf: remember((use: ImageUse) => lookup(catalog, use.base)),
    isWindows,
    service,
    place: (span) => services?.place(span) ?? span,
  };
  return context;
}

/** What runs: every service, and nothing that a bake file only hands to its Dockerfile. */
function containers(
  { stages }: Dockerfile,
  service: (stage: Stage) => Service | null,
): readonly ShippedStage[] {
  return stages
    .filter((stage) => service(stage)?.kind === "service")
    .map((stage) => ({ stage, why: "setting", place: null, user: null }));
}

/** A reference that a build argument will probably change is not looked up: it would be another image's facts. */
function lookup(catalog: Catalog | null, base: Base): ImageFacts | null {
  return base.kind === "image" && base.complete ? factsOfWritten(catalog, base.reference) : null;
}

function remember<K extends object, V>(answer: (key: K) => V): (key: K) => V {
  const answers = new Map<K, V>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as V;
    const value = answer(key);
    answers.set(key, value);
    return value;
  };
}
