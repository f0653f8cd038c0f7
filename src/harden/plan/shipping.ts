import type { Stage } from "../../dockerfile/model";
import type { RuleContext } from "../../lint/rule";
import type { FileSwaps } from "../swap";
import { imageOf, languageOf } from "./bases";
import type { PlanRemark } from "./model";

/** What a plan can part of what ships. */
export interface Shipping {
  /** The last stage of the file; null where it does not ship, or stands on what another one ships too. */
  readonly stage: Stage | null;
  /** What is said of the stages that ship and that only get other images. */
  readonly left: readonly PlanRemark[];
}

/**
 * A plan parts the last stage of a file, since a stage that is put in before another one is in the way of
 * nobody there. Where others ship as well (`targets`, compose, bake), it does so only where they share
 * nothing with it.
 */
export function shippingOf(
  { dockerfile, shipped, facts }: RuleContext,
  swaps: FileSwaps,
): Shipping {
  const last = dockerfile.stages.at(-1);
  const stages = shipped.map(({ stage }) => stage);
  if (last === undefined || stages.length === 0) return { stage: null, left: [] };
  const others = stages.filter((stage) => stage !== last);
  const swapped = new Set(
    swaps.swaps.filter(({ edits }) => edits.length > 0).map(({ place }) => place.stage),
  );
  const remains = (stage: Stage): boolean => {
    const reference = imageOf(stage.root);
    const isDone = swapped.has(stage.root) || facts(stage)?.variant === "runtime";
    return !isDone && reference !== null && languageOf(reference) !== null;
  };
  const say = (stage: Stage, message: string) => ({ message, span: stage.from.span });
  const alike = others.filter(({ root }) => root === last.root);
  const ships = stages.includes(last);
  if (ships && alike.length > 0)
    return {
      stage: null,
      left: remains(last)
        ? [
            say(
              last,
              `${named([...alike, last])} ship and share what they are built on: a plan for one would change the other, so only images are swapped.`,
            ),
          ]
        : [],
    };
  const left = others
    .filter(remains)
    .map((stage) =>
      say(
        stage,
        `${named([stage])} ships and is not the last one: a plan parts the last stage, so here only the image can be swapped.`,
      ),
    );
  return { stage: ships ? last : null, left };
}

/** `The stages worker and web` */
function named(stages: readonly Stage[]): string {
  const names = stages.map(({ name, index }) => name ?? String(index));
  if (names.length === 1) return `The stage ${names.join("")}`;
  return `The stages ${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
