import { counted } from "../view/text";
import type {
  ImageFile,
  ImageGroup,
  ListedImage,
  ListedPlace,
  Overview,
} from "./baseImageOverview";
import { placeText } from "./baseImageOverview";
import type { ImageState, UsedImage } from "./baseImages";
import { escaped, plain } from "./markdown";

/** One line of the tree, with all that is to be read of it; nothing of the editor's. */
export interface Row {
  /** The same as long as it stands for the same thing, so that it stays open or closed. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Markdown. */
  readonly tooltip: string;
  /** What a screen reader says in place of label and description. */
  readonly spoken: string;
  readonly icon: RowIcon;
  /** Words for the conditions of menus: `image swap evidence`. */
  readonly context: string;
  readonly shape: "open" | "closed" | "leaf";
}

/** An icon of the editor and a colour of its themes, or that of the file. */
export type RowIcon = { readonly name: string; readonly colour: string | null } | "file";

/** Names of the states, as groups. */
export const stateNames: Readonly<Record<ImageState, string>> = {
  "end-of-life": "End of life",
  hardenable: "Can be hardened",
  "no-swap": "No swap known",
  unknown: "Unknown",
  hardened: "Hardened",
};

/** What each state means, as a sentence. */
const stateReasons: Readonly<Record<ImageState, string>> = {
  "end-of-life": "Nobody supports or updates these images any more.",
  hardenable: "A hardened image can take the place of these.",
  "no-swap": "These are known, but there is no hardened image to offer for them.",
  unknown: "Nothing is known of these, or only the build can tell which ones they are.",
  hardened: "These are hardened images already.",
};

const stateIcons: Readonly<Record<ImageState, RowIcon>> = {
  "end-of-life": { name: "warning", colour: "list.warningForeground" },
  hardenable: { name: "lightbulb", colour: "charts.yellow" },
  "no-swap": { name: "circle-slash", colour: null },
  unknown: { name: "question", colour: null },
  hardened: { name: "pass", colour: "testing.iconPassed" },
};

export function groupRow({ state, images, places }: ImageGroup): Row {
  const name = stateNames[state];
  const count = `${counted(images.length, "image")} at ${counted(places, "place")}`;
  const isUrgent = state === "end-of-life" || state === "hardenable";
  return {
    id: state,
    label: name,
    description: `${images.length}`,
    tooltip: escaped(`${count}. ${stateReasons[state]}`),
    spoken: `${name}, ${count}`,
    icon: stateIcons[state],
    context: "group",
    shape: isUrgent ? "open" : "closed",
  };
}

export function imageRow(image: ListedImage): Row {
  const { state, name, reference, places, targets } = image;
  const shown = plain(name);
  const about = aboutImage(image);
  const count = places.length === 1 ? "" : counted(places.length, "place");
  const swap = targets.length > 0;
  const facts = places[0]?.image.facts ?? "";
  return {
    id: `${state} ${reference ?? name}`,
    label: shown,
    description: sentenceParts([about === null ? "" : about.shown, count]),
    tooltip: paragraphs([
      `**${escaped(name)}**${facts === "" ? "" : escaped(`: ${facts}`)}`,
      ...unique(places.map(({ image: used }) => escaped(used.reason))).slice(0, mostReasons),
    ]),
    spoken: sentenceParts([
      shown,
      about === null ? stateNames[state] : about.spoken,
      counted(places.length, "place"),
    ]),
    icon: { name: "package", colour: null },
    context: contextWords("image", swap, reference !== null),
    shape: "closed",
  };
}

export function placeRow(place: ListedPlace, state: ImageState): Row {
  const { image, file } = place;
  const { swap, reference, reason, range } = image;
  const { line, character } = range.start;
  const obstacle = swap?.obstacle ?? null;
  const part = partText(image);
  const blocked = obstacle === null ? "" : "swap blocked";
  const where = plain(placeText(place));
  return {
    id: `${state} ${reference ?? image.name} ${file.key} ${line}:${character}`,
    label: where,
    description: sentenceParts([plain(part), blocked]),
    tooltip: paragraphs([
      `**${escaped(image.name)}**${escaped(`, ${part}`)}`,
      escaped(reason),
      swap !== null && !reason.startsWith(swap.target)
        ? escaped(`${swap.target} can take its place.`)
        : "",
      obstacle === null ? "" : escaped(`A swap alone is blocked. ${obstacle}`),
    ]),
    spoken: sentenceParts([`${plain(file.path)} line ${line + 1}`, plain(part), blocked]),
    icon: "file",
    context: contextWords("place", swap !== null, reference !== null),
    shape: "leaf",
  };
}

/** Files that could not be read, by name. */
export function unreadRow(files: readonly ImageFile[]): Row {
  const label = "Could not be read";
  return {
    id: "unread",
    label,
    description: `${files.length}`,
    tooltip: escaped("What these files use is not known, or not as a whole."),
    spoken: `${label}, ${counted(files.length, "file")}`,
    icon: { name: "error", colour: "list.errorForeground" },
    context: "unread",
    shape: "open",
  };
}

export function unreadFileRow({ key, path, problem }: ImageFile): Row {
  const why = plain(problem ?? "");
  return {
    id: `unread ${key}`,
    label: plain(path),
    description: why,
    tooltip: escaped(`${path}: ${why}`),
    spoken: `${plain(path)}, ${why}`,
    icon: "file",
    context: "unreadFile",
    shape: "leaf",
  };
}

/** `2 of 5 hardened`, beside the name of the view; empty where there is no image. */
export function summaryText({ counts }: Overview): string {
  return counts.images === 0 ? "" : `${counts.hardened} of ${counts.images} hardened`;
}

/** What a place does with its image: `ships, stage web`. */
export function partText({ part, owner }: UsedImage): string {
  switch (part) {
    case "runs":
      return `runs, service ${owner ?? ""}`;
    case "handed":
      return `handed to a build as ${owner ?? ""}`;
    default:
      return `${parts[part]}${owner === null ? "" : `, stage ${owner}`}`;
  }
}

const parts = { ships: "ships", builds: "builds", copied: "copied from", mounted: "mounted" };

/** What stands beside the name of an image: where it can go, or what is wrong with it. */
function aboutImage({
  state,
  places,
  targets,
}: ListedImage): { readonly shown: string; readonly spoken: string } | null {
  const [target, ...others] = targets.map(plain);
  if (state === "hardenable" && target !== undefined) {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return {
      shown: `→ ${target}${more}`,
      spoken: `can be hardened with ${target}${more}`,
    };
  }
  const { brief = "", reason = "" } = places[0]?.image ?? {};
  return brief === "" ? null : { shown: brief, spoken: plain(reason).replace(/\.$/, "") };
}

const mostReasons = 3;

const contextWords = (kind: string, swap: boolean, evidence: boolean) =>
  [kind, ...(swap ? ["swap"] : []), ...(evidence ? ["evidence"] : [])].join(" ");

const sentenceParts = (parts: readonly string[]) => parts.filter((part) => part !== "").join(", ");

const paragraphs = (parts: readonly string[]) => parts.filter((part) => part !== "").join("\n\n");

const unique = (texts: readonly string[]) => [...new Set(texts)];
