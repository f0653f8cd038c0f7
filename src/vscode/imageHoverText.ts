import { notesOf, noteText, reasonText } from "../harden/counterpartText";
import { ageText } from "../image/age";
import type { ImageFacts } from "../image/catalog";
import { withLiveFacts, type LiveFacts } from "../image/liveFacts";
import type { LintRequest } from "../lint/result";
import { dayOf } from "../harden/families";
import { isShippedBuild } from "../harden/shippedBuild";
import type { Choice, FileImage } from "./fileImages";
import {
  endedOf,
  familyNames,
  factLines,
  heavyKinds,
  isHardened,
  kindText,
  sizeText,
  sourceTexts,
  userText,
} from "./imageText";
import { commandLink, escaped } from "./markdown";

/** The document in which a hover is shown, as our commands know it. */
export interface Shown {
  readonly document: number;
  readonly version: number;
}

/** The commands that a hover may run, and no others. */
export const hoverCommands = [
  "drydock.swapImage",
  "drydock.swapBaseImage",
  "drydock.showEvidence",
  "drydock.compareImages",
  "drydock.askRegistry",
  "drydock.hardenDockerfile",
] as const;

/** What the registry of the image said, and whether a link may ask it. */
export interface Live {
  readonly facts: LiveFacts | null;
  readonly mayAsk: boolean;
  readonly now: Date;
}

/**
 * What a hover on an image says, as Markdown; null where nothing is known and nothing can be offered.
 *
 * @param hasPlan the whole file is known to have one
 */
export function imageHoverText(
  written: FileImage,
  { today, catalog }: Pick<LintRequest, "today" | "catalog">,
  shown: Shown,
  live: Live,
  hasPlan = false,
): string | null {
  const image =
    live.facts === null ? written : { ...written, facts: withLiveFacts(written.facts, live.facts) };
  if (catalog === null) return null;
  if (!image.isCertain) return `**${escaped(image.name)}**: ${escaped(image.kept ?? "")}`;
  if (image.isLocal) return null;
  const day = dayOf(today);
  const free = image.choices.filter(({ obstacles }) => obstacles.length === 0);
  const blocked = image.choices.filter(({ obstacles }) => obstacles.length > 0);
  const paragraphs = [
    headline(image, day),
    image.variables.map(escaped).join(" "),
    offers(image, free, blocked, shown, hasPlan),
    evidenceLink(image, shown),
    image.facts === null ? "" : factsTable(image, image.facts, day),
    sources(image, catalog.date),
    registryText(image, live, shown),
  ];
  return paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
}

/** All that is known of one image by itself. */
export function factsText(name: string, facts: ImageFacts, day: string): string {
  const lines = factLines(facts, day).map(
    ({ label, text }) => `- ${escaped(label)}: ${escaped(text)}`,
  );
  const sourced = escaped(
    sourceTexts(facts)
      .map((text) => `${text}.`)
      .join(" "),
  );
  return [
    `**${escaped(name)}**: ${escaped(kindText(facts))}`,
    lines.join("\n"),
    ...(sourced === "" ? [] : [`*${sourced}*`]),
  ].join("\n\n");
}

/** What the image is, and whether it is in the right place. */
function headline({ name, facts, ships, kind }: FileImage, day: string): string {
  const bold = `**${escaped(name)}**`;
  if (facts === null) return `${bold} is not in the catalog.`;
  const user = userText(facts);
  const what = [kindText(facts), sizeText(facts), user === null ? null : `user ${user}`];
  const role = ships ? null : kind === "from" ? "only builds here" : "files are taken from it";
  const text = [...what, role].filter((part) => part !== null).join(", ");
  return `${bold}${verdict(facts, ships, day)}${escaped(text)}.`;
}

function verdict(facts: ImageFacts, ships: boolean, day: string): string {
  const ended = endedOf(facts, day);
  if (ended !== null)
    return ` is **not supported any more**: ${escaped(`${ended.product} ended on ${ended.date}`)}; `;
  if (facts.moved !== null) return ` ${escaped(facts.moved.reason)}: `;
  if (ships && facts.kind !== null && heavyKinds.has(facts.kind))
    return " is **more than a container needs**: ";
  return isHardened(facts) ? " is **fine**: " : ": ";
}

/** What is known of the image, beside the same of the best that could take its place. */
function factsTable({ name, choices }: FileImage, facts: ImageFacts, day: string): string {
  const [best] = choices;
  const own = factLines(facts, day);
  const other = new Map(
    best === undefined
      ? []
      : factLines(best.counterpart.facts, day).map(({ label, text }) => [label, text] as const),
  );
  const head = best === undefined ? ["", name] : ["", name, best.target];
  const rows = own.map(({ label, text }) =>
    best === undefined ? [label, text] : [label, text, other.get(label) ?? "not known"],
  );
  if (rows.length === 0) return "";
  return [head, head.map(() => null), ...rows]
    .map(
      (cells) => `| ${cells.map((cell) => (cell === null ? "---" : escaped(cell))).join(" | ")} |`,
    )
    .join("\n");
}

function offers(
  image: FileImage,
  free: readonly Choice[],
  blocked: readonly Choice[],
  shown: Shown,
  hasPlan: boolean,
): string {
  if (image.choices.length === 0) {
    return image.kept === null || image.kept === "" ? "" : `No swap: ${escaped(image.kept)}`;
  }
  const place = { ...shown, image: image.index };
  const items = [
    ...free.map((choice) => `- ${offer(choice, image, place)}`),
    ...blocked.map((choice) => `- ${blockedOffer(choice, image, place)}`),
  ];
  const choose = commandLink("Choose…", "drydock.swapBaseImage", place, "Swap Base Image…");
  const harden = commandLink(
    "Harden the whole file…",
    "drydock.hardenDockerfile",
    { document: shown.document },
    "Shows a preview of all that can be done",
  );
  return [...items, `- ${choose}${hasPlan ? ` ${harden}` : ""}`].join("\n");
}

function offer(choice: Choice, image: FileImage, place: Readonly<Record<string, number>>): string {
  const { counterpart, target, warnings } = choice;
  const title = `Swap in ${target}${counterpart.exact ? "" : ", the nearest"}`;
  const { family, role } = counterpart;
  const argument = { ...place, family, ...(isShippedBuild(choice) ? { role } : {}) };
  const link = commandLink(title, "drydock.swapImage", argument, `Write ${target} in this place`);
  const reasons = counterpart.why.map((reason) => escaped(reasonText(reason)));
  const notes = warnings.map(({ message }) => escaped(message));
  const known = notes.length === 0 ? "" : ` *To know:* ${few(notes, 2)}`;
  return `${link}: ${reasons.join(" ")}${known}${comparisonLink(choice, image, place)}`;
}

/** What shows beforehand what the image would change. */
function comparisonLink(
  { counterpart: { family, role }, target }: Choice,
  { reference }: FileImage,
  place: Readonly<Record<string, number>>,
): string {
  if (reference === null) return "";
  const argument = { ...place, family, role };
  const title = `Compare with ${target}: packages, size, user, vulnerabilities`;
  return ` ${commandLink("What does this change?", "drydock.compareImages", argument, title)}`;
}

function blockedOffer(
  choice: Choice,
  image: FileImage,
  place: Readonly<Record<string, number>>,
): string {
  const { target, obstacles } = choice;
  const reasons = obstacles.map(({ message, line }) =>
    escaped(line === null ? message : `Line ${line + 1}: ${message}`),
  );
  const link = comparisonLink(choice, image, place);
  return `${escaped(target)} is blocked: ${few(reasons, 3)}${link}`;
}

/** The first of some sentences, and how many more there are. */
function few(sentences: readonly string[], most: number): string {
  const more = sentences.length - most;
  const shown = sentences.slice(0, most).join(" ");
  return more > 0 ? `${shown} And ${more} more.` : shown;
}

function evidenceLink({ index, reference }: FileImage, shown: Shown): string {
  const place = { ...shown, image: index };
  const title = "Who signed it, and what is in it";
  return reference === null
    ? ""
    : commandLink("Show evidence", "drydock.showEvidence", place, title);
}

/** What the registry was asked and how that went, and the link that asks it. */
function registryText({ index, reference }: FileImage, live: Live, shown: Shown): string {
  const { facts, mayAsk, now } = live;
  const place = { ...shown, image: index };
  const again = facts === null ? `Ask ${reference?.registry ?? ""}` : "Ask again";
  const link = mayAsk
    ? commandLink(again, "drydock.askRegistry", place, "Ask Registry About Image")
    : "";
  if (facts === null) return link;
  const asked = `Asked of ${facts.registry}, ${ageText(facts.askedAt, now)}.`;
  const problems = facts.problems.map((problem) => `- ${escaped(problem)}`);
  return [`*${escaped(asked)}* ${link}`.trimEnd(), ...problems].join("\n");
}

function sources({ facts, choices }: FileImage, catalogDate: string): string {
  const texts = facts === null ? [] : sourceTexts(facts);
  const notes = choices.flatMap(({ counterpart }) => counterpart.notes);
  const listed = notes.find(({ code }) => code === "catalog-date");
  const date = listed?.code === "catalog-date" ? listed.date : catalogDate;
  const withdrawn = choices.length === 0 ? "" : "; a tag may have been withdrawn since";
  const catalog = `Catalog of ${date}${withdrawn}.`;
  const paid = choices.flatMap(({ counterpart, target }) =>
    notesOf(counterpart, target)
      .filter(({ code }) => code === "paid-beside")
      .map((note) => `${familyNames[counterpart.family]}: ${noteText(note, target)}`),
  );
  const sentences = [...texts.map((text) => `${text}.`), catalog, ...paid];
  return `*${escaped(sentences.join(" "))}*`;
}
