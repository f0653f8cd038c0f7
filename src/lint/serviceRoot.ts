import type { Lines } from "../dockerfile/lines";
import type { Stage } from "../dockerfile/model";
import { isLinuxRoot } from "./effectiveUser";
import { dropsPrivileges } from "./dropsPrivileges";
import { baseName } from "./imageName";
import { variableTexts } from "./imageVariables";
import type { RuleContext, RuleFix } from "./rule";
import type { Service, ServiceFile, Written } from "../project/serviceFile";
import { serverFolders, serverNote } from "./serverFolders";
import { rootUser, runsAsRoot, uidNote } from "./rules/rootUser";
import type { ServiceFinding } from "./services";
import { serviceUserFix } from "./serviceUserFix";
import { isUserName } from "./serviceText";

/**
 * The services that run as root: by their own `user`, or because their image is known to and nothing
 * says otherwise. What is built from a Dockerfile is judged there, but for a `user` of its own.
 */
export function* rootServices(
  context: RuleContext,
  { services }: ServiceFile,
  lines: Lines,
): Iterable<ServiceFinding> {
  const stages = new Map(context.dockerfile.stages.map((stage) => [context.service(stage), stage]));
  for (const service of services) {
    if (service.kind !== "service") continue;
    const stage = stages.get(service) ?? null;
    const found = describe(service, stage, context);
    if (found === null) continue;
    const { message, place, isMilder } = found;
    const fixes: readonly RuleFix[] =
      stage === null ? [] : serviceUserFix(service, stage, context, lines);
    const milder = isMilder ? ({ severity: "information" } as const) : {};
    const { span } = place;
    const folders = stage === null ? null : serverFolders(stage);
    const texts = [
      ...(folders === null ? [] : [`${serverNote(folders)} No other user alone will do.`]),
      ...(place === service.image ? variableTexts(service) : []),
    ];
    const related = texts.map((text) => ({ message: text, span }));
    const finding = { stage: null, span, message, related, fixes, ...milder };
    yield { rule: rootUser, finding, keys: [place.keySpan, service.keySpan] };
  }
}

interface Root {
  readonly message: string;
  readonly place: Written;
  /** It steps down by itself. */
  readonly isMilder: boolean;
}

function describe(
  { user, image, platform }: Service,
  stage: Stage | null,
  context: RuleContext,
): Root | null {
  if (stage === null ? /^windows/i.test(platform?.value ?? "") : context.isWindows(stage))
    return null;
  const isMilder = stage !== null && dropsPrivileges(stage, context);
  if (user !== null) {
    if (!user.isOwn || user.value === null) return null;
    const isJudged = stage !== null && isUserName(user.value);
    const isRoot = isJudged ? context.user(stage).privilege === "root" : isLinuxRoot(user.value);
    if (!isRoot) return null;
    const why = `its user is ${user.value}${uidNote(user.value)}`;
    return { message: runsAsRoot("container", isMilder, why), place: user, isMilder };
  }
  if (stage === null || image?.isOwn !== true || context.user(stage).privilege !== "root")
    return null;
  const why = `${baseName(stage)} does, and no user changes it`;
  return { message: runsAsRoot("container", isMilder, why), place: image, isMilder };
}
