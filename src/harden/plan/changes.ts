import { reasonText } from "../counterpartText";
import type { FileSwaps, Swap } from "../swap";
import type { Part } from "./compose";
import type { PlanChange } from "./model";
import { imageOf } from "./bases";
import type { Restructured } from "./restructure";

/** One change for each image that is swapped; those that are written in one place go together. */
export function swapChanges(
  swaps: readonly Swap[],
  group?: (swap: Swap) => string | null,
): readonly PlanChange[] {
  const made = swaps.filter(({ edits }) => edits.length > 0);
  const owners = new Map<number, string>();
  const places = new Set(made.map(({ place }) => place.word.span.start));
  const given = new Set<number>();
  return made.flatMap((swap): PlanChange[] => {
    const id = `swap-${swap.place.word.span.start}`;
    const shared = swap.edits
      .map(({ span }) => owners.get(span.start))
      .find((it) => it !== undefined);
    const own = group?.(swap) ?? shared ?? id;
    for (const { span } of swap.edits) owners.set(span.start, own);
    // An ARG's edit may bring the place of another stage along, which is that stage's own change.
    const edits = swap.edits.filter(
      ({ span: { start } }) =>
        !given.has(start) && (start === swap.place.word.span.start || !places.has(start)),
    );
    for (const { span } of edits) given.add(span.start);
    const { counterpart, place, target } = swap;
    const why = counterpart.why.map(reasonText).join(" ");
    const label = `${place.name} → ${target}`;
    const description = why === "" ? "The hardened image of the same software." : why;
    return edits.length === 0 ? [] : [{ id, label, description, group: own, edits }];
  });
}

const stageGroup = "stages";

/** The changes of a stage that is parted, which need each other, and those of all other places. */
export function stageChanges(result: Restructured, alone: FileSwaps): readonly PlanChange[] {
  const own = parts.flatMap((part): PlanChange[] => {
    const edits = result.edits.filter((edit) => edit.part === part);
    if (edits.length === 0) return [];
    const plain = edits.map(({ span, newText }) => ({ span, newText }));
    return [{ id: part, ...describe(part, result), group: stageGroup, edits: plain }];
  });
  const taken = new Set(result.edits.map(({ span }) => span.start));
  const others = result.swaps.map((swap) => ({
    ...swap,
    edits: swap.edits.filter(({ span }) => !taken.has(span.start)),
  }));
  return [
    ...own,
    ...swapChanges(others, (swap) => (needsStages(swap, result, alone) ? stageGroup : null)),
  ];
}

/** A swap that is only free with the stages parted, or of the software that they copy from. */
function needsStages(
  { place, target }: Swap,
  { language }: Restructured,
  alone: FileSwaps,
): boolean {
  const same = alone.swaps.find((it) => it.place.word.span.start === place.word.span.start);
  const isFree = same !== undefined && same.edits.length > 0 && same.target === target;
  const reference = imageOf(place.stage.root);
  const isOfLanguage =
    reference !== null && language.isBase(`${reference.registry}/${reference.path}`);
  return !isFree || (place.kind === "from" && isOfLanguage);
}

const parts: readonly Part[] = [
  "builder",
  "runtime",
  "addition",
  "moved",
  "start",
  "user",
  "owner",
  "idle",
];

function describe(
  part: Part,
  { builderImage, runtimeImage, draft }: Restructured,
): Pick<PlanChange, "label" | "description"> {
  const { user, addition, start } = draft;
  switch (part) {
    case "builder":
      return {
        label: `Build in ${builderImage ?? "a stage of its own"}`,
        description:
          "What is built needs a shell, a package manager and tools; what ships does not.",
      };
    case "runtime":
      return {
        label: `Ship on ${runtimeImage}`,
        description:
          draft.shape.kind === "in-place"
            ? "It has what the program needs, and no shell or package manager beside it."
            : "Only what the program needs is copied over, and settings that it reads are repeated.",
      };
    case "addition":
      return {
        label: addition?.label ?? "Add what the build needs",
        description: addition?.description ?? "",
      };
    case "moved":
      return {
        label: "Move what describes the container to the runtime stage",
        description: "Ports, commands, labels and the user belong to the image that ships.",
      };
    case "start":
      if (start.replaced !== null)
        return {
          label: "Start it as the ENTRYPOINT",
          description: `The runtime image starts ${start.replaced} itself, and would take the command for its arguments.`,
        };
      if (start.note !== null)
        return {
          label: `Start ${start.words.join(" ")}`,
          description: `The runtime image has no package manager. ${start.note}`,
        };
      return {
        label: "Start it in the exec form",
        description: "The runtime image has no shell to read the command.",
      };
    case "user":
      return {
        label: `Run as ${user.owner}, the user of the runtime image`,
        description: "It has a user of its own, so none has to be made.",
      };
    case "idle":
      return {
        label: "Leave out what the runtime image does not need",
        description:
          "It has no shell for a RUN, and this one leaves nothing behind that is not there already.",
      };
    case "owner":
      return {
        label: `Give the files to ${user.owner}`,
        description: "The program no longer runs as root, and may write where it could before.",
      };
  }
}
