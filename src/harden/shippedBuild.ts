import type { Stage } from "../dockerfile/model";
import type { Counterpart, FoundCounterparts } from "../image/counterparts";
import type { RuleContext } from "../lint/rule";
import type { Breakage } from "./breakage";
import { warning } from "./breakage/make";
import type { Candidate } from "./swap";

/**
 * The image to build with, for a stage that runs commands and ships: where the one to ship can't take its
 * place, this one may, with less gained.
 *
 * @param candidate the image to ship, with what blocks it
 * @param builders the images to build with, asked for where they are needed
 * @returns null where the stage runs nothing, or the family has no such image
 */
export function shippedBuild(
  { shipped }: RuleContext,
  { place, counterpart, broken }: Candidate,
  builders: () => Pick<FoundCounterparts, "list">,
): Counterpart | null {
  if (place.kind !== "from" || place.role !== "runtime") return null;
  if (!broken.some(({ kind }) => kind === "blocker")) return null;
  const runs = ({ instructions }: Stage) => instructions.some(({ keyword }) => keyword === "RUN");
  const stages = shipped.map(({ stage }) => stage).filter(({ root }) => root === place.stage);
  if (!stages.some((stage) => stage.chain().some(runs))) return null;
  const found = builders().list.find(({ family }) => family === counterpart.family);
  return found === undefined || found.reference === counterpart.reference ? null : found;
}

/** The same with what is said of it: what is kept that a hardened image to ship would not have. */
export function withShippedBuild(candidate: Candidate): Candidate {
  const { place, target, counterpart } = candidate;
  const { facts } = counterpart;
  const tools = [
    facts.shell === false ? [] : "a shell",
    facts.packageManager === false ? [] : "a package manager",
  ].flat();
  const kept = [
    facts.user?.value.uid === 0 ? "as root unless USER says otherwise" : [],
    tools.length === 0 ? [] : `with ${tools.join(" and ")}`,
  ].flat();
  const runs = kept.length === 0 ? "" : `: the container would still run ${kept.join(", ")}`;
  const message = `${target} is the image to build with, and would ship${runs}. Splitting the stage in two would leave that behind.`;
  const said = warning("ships-build-image", message, place.word.span);
  return { ...candidate, broken: [said, ...candidate.broken] };
}

/** Whether an image is one of these: hardened, but with all that building needs. */
export function isShippedBuild({ warnings }: { readonly warnings: readonly Breakage[] }): boolean {
  return warnings.some(({ code }) => code === "ships-build-image");
}
