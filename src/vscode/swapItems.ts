import { reasonText } from "../harden/counterpartText";
import type { Choice, FileImage } from "./fileImages";
import { sizeText, userText } from "./imageText";
import { plain, withoutLinks } from "./markdown";

/** One line of the list from which an image is chosen. */
export interface SwapItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly image: FileImage;
  readonly choice: Choice;
}

/** What could take the place of an image, best first, as lines of a list. */
export function swapItems(image: FileImage): readonly SwapItem[] {
  return image.choices.map((choice) => ({
    label: plain(choice.target),
    description: plain(description(choice)),
    detail: plain(detail(choice)),
    image,
    choice,
  }));
}

/** Why nothing can take the place of the images of a file, as a sentence for a message. */
export function nothingText(images: readonly FileImage[]): string {
  const [only, ...others] = images;
  if (only === undefined) return "The file names no image of a registry.";
  if (others.length > 0)
    return "No image of this file has a hardened counterpart: hover over one to read why.";
  return withoutLinks(`${only.name}: ${only.kept ?? ""}`);
}

/** What stands above the lines of an image where the list holds those of several. */
export function heading({ name, range, stage, kept }: FileImage): string {
  const where = `line ${range.start.line + 1}${stage === null ? "" : `, stage ${stage}`}`;
  return withoutLinks(
    `${name}, ${where}${kept === null || kept === "" ? "" : `: no swap. ${kept}`}`,
  );
}

/** Everything that would break, one thing to a line. */
export function obstacleText({ obstacles }: Choice): string {
  return obstacles
    .map(({ message, line }) => plain(line === null ? message : `Line ${line + 1}: ${message}`))
    .join("\n");
}

function description({ counterpart }: Choice): string {
  const { facts, exact } = counterpart;
  const user = userText(facts);
  const parts = [
    exact ? null : "the nearest",
    sizeText(facts),
    user === null ? null : `user ${user}`,
    facts.shell === null ? null : facts.shell ? "with shell" : "no shell",
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function detail({ counterpart, obstacles, warnings }: Choice): string {
  const [first, ...more] = obstacles;
  if (first !== undefined) {
    const others = more.length === 0 ? "" : ` And ${more.length} more.`;
    return `blocked: ${first.message}${others}`;
  }
  const reasons = counterpart.why.map(reasonText);
  return [...reasons, ...warnings.map(({ message }) => message)].join(" ");
}
