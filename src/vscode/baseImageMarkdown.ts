import { artifactUri } from "../view/artifactUri";
import { counted } from "../view/text";
import {
  isSaved,
  placeText,
  type ImageGroup,
  type ListedPlace,
  type Overview,
} from "./baseImageOverview";
import { partText, stateNames } from "./baseImageRows";
import { escaped, plain } from "./markdown";

/**
 * The images of a workspace as a Markdown document, for people: a table of each state, a line a place. Links
 * are relative to the root of the workspace.
 *
 * @param catalogDate the day of the catalog from which the figures are; null where it can't be read
 * @param missing why these are not all images, as a sentence; null where they are
 */
export function baseImagesMarkdown(
  { groups, unread, counts }: Overview,
  catalogDate: string | null,
  missing: string | null = null,
): string {
  const { files, images, places, hardened } = counts;
  const total = `${counted(images, "image")} at ${counted(places, "place")} of ${counted(files, "file")}; ${hardened} hardened.`;
  const from =
    catalogDate === null
      ? "The image catalog can't be read, so nothing is known of them."
      : `What is known of them is of the image catalog of ${catalogDate}.`;
  const summary = groups.map((group) => [
    stateNames[group.state],
    String(group.images.length),
    String(group.places),
  ]);
  const parts = [
    "# Base images",
    `${total} ${from}${missing === null ? "" : ` ${text(missing)}`}`,
    ...(summary.length === 0 ? [] : [table(["State", "Images", "Places"], summary)]),
    ...groups.flatMap((group) => [`## ${stateNames[group.state]}`, groupTable(group)]),
    ...(unread.length === 0
      ? []
      : [
          "## Could not be read",
          table(
            ["File", "Why"],
            unread.map(({ path, problem }) => [code(path), text(problem ?? "")]),
          ),
        ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function groupTable({ images }: ImageGroup): string {
  const rows = images.flatMap(({ places }) => places.map(placeCells));
  return table(
    ["Image", "Size and user", "Place", "Part", "Hardened image", "What is known"],
    rows,
  );
}

function placeCells(place: ListedPlace): readonly string[] {
  const { image } = place;
  const { swap, reason, facts } = image;
  const obstacle = swap?.obstacle ?? null;
  const known = [
    swap !== null && reason.startsWith(swap.target) ? "" : reason,
    obstacle === null ? "" : `Not by a swap alone: ${obstacle}`,
  ];
  return [
    code(image.name),
    text(facts),
    link(place),
    text(partText(image)),
    swap === null ? "" : `${code(swap.target)}${swap.exact ? "" : " (the nearest)"}`,
    text(known.filter((part) => part !== "").join(" ")),
  ];
}

function link(place: ListedPlace): string {
  const { file, image } = place;
  if (!isSaved(file)) return text(placeText(place));
  // encodeURIComponent leaves parentheses alone, which would end the link.
  const uri = artifactUri(file.path).replace(/[()]/g, (one) => (one === "(" ? "%28" : "%29"));
  return `[${text(placeText(place))}](${uri}#L${image.range.start.line + 1})`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Words of the usual characters stay legible in the source too; whatever else there is gets escaped. */
function text(content: string): string {
  const isUsual = /^[\p{L}\p{N} .,:;()'"/→%+=-]*$/u.test(content) && !/:\/\/|www\./i.test(content);
  return isUsual ? plain(content) : escaped(content);
}

function code(content: string): string {
  return /^[\w./:@${}…-]+$/.test(content) ? `\`${content}\`` : escaped(content);
}
