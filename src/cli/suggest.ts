import { noteText, notesOf, reasonText } from "../harden/counterpartText";
import { startWarnings } from "../harden/imageWarnings";
import type { ImageFacts } from "../image/catalog";
import { withLiveFacts } from "../image/liveFacts";
import {
  counterpartFamilies,
  counterparts,
  whyNone,
  type Counterpart,
  type StageRole,
} from "../image/counterparts";
import { mirrored, type Mirrors, withMirrors } from "../image/mirrors";
import {
  familiarReference,
  formatReference,
  parseReference,
  withDefaultTag,
} from "../image/reference";
import { dayOf } from "../harden/families";
import { megabytes } from "../lint/imageName";
import { painter, wantsColour, type Paint } from "./colour";
import { choice, UsageError, type Command, type Values } from "./command";
import { familyNames, familyOf } from "./families";
import { mirrorHelp, mirrorOptions, mirrorsOf } from "./mirrors";
import { formatSuggestJson, type Suggestion } from "./formats/suggestJson";
import { readCatalog } from "./installation";
import type { Terminal } from "./terminal";
import { visible } from "./visible";

export const suggestCommand: Command = {
  help: `Names the hardened images that can take an image's place, the best first.

Usage: drydock suggest [OPTION…] IMAGE

IMAGE is a reference as after FROM: node:24, docker.io/library/node:24, mcr.microsoft.com/dotnet/sdk:10.0.

Options:
  --role ROLE               runtime (default) for what ships, build for what only builds
  --family FAMILY           only images of this family: ${familyNames}
${mirrorHelp}
  --online                  ask the image's registry for what is true of it now: user, size, tags
  --insecure-registry HOST  a registry that speaks plain HTTP; repeatable
  --ca FILE                 certificates of authorities to trust too, in PEM; repeatable
  --format FORMAT           text (default) or json
  --no-color                no colours on a terminal
  --help                    this text

Exit codes: 0 there is one, 1 there is none, 2 wrong usage.
`,
  options: {
    role: { type: "string" },
    family: { type: "string" },
    ...mirrorOptions,
    online: { type: "boolean" },
    "insecure-registry": { type: "string", multiple: true },
    ca: { type: "string", multiple: true },
    format: { type: "string" },
  },
  run: runSuggest,
};

async function runSuggest(
  values: Values,
  [given, ...more]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const format = choice(values, "format", ["text", "json"], "text");
  const role = choice<StageRole>(values, "role", ["runtime", "build"], "runtime");
  const family = familyOf(values);
  if (given === undefined || more.length > 0) throw new UsageError("give it one image.");
  const parsed = parseReference(given);
  if (parsed === null) throw new UsageError(`"${visible(given)}" is no image reference.`);
  const mirrors = mirrorsOf(values);
  const shipped = readCatalog();
  const problem = shipped === null ? "it is missing." : (shipped.problem ?? null);
  if (shipped === null || problem !== null) {
    throw new UsageError(`the image catalog can't be used: ${visible(problem ?? "")}`);
  }
  const catalog = withMirrors(shipped, mirrors);
  const reference = withDefaultTag(parsed);
  const options = {
    families: family === undefined ? counterpartFamilies : [family],
    today: dayOf(terminal.today),
  };
  const isScratch = given === "scratch";
  const live =
    values["online"] === true && !isScratch
      ? await (await import("./online.js")).askOnline(reference, values, terminal)
      : null;
  for (const problem of live?.problems ?? []) terminal.complain(visible(problem));
  const known = catalog.lookup(reference);
  const facts = live === null ? known : withLiveFacts(known, live);
  const list = counterparts(catalog, reference, role, options).map((counterpart) =>
    suggestionOf(counterpart, facts, mirrors),
  );
  const found = list.length > 0 ? null : whyNone(catalog, reference, role, options);
  const none = isScratch ? nothingInIt : found;
  const report = {
    image: formatReference(reference),
    facts,
    alternatives: list,
    reason: none?.message ?? null,
    live,
  };
  if (format === "json") terminal.print(formatSuggestJson(report));
  else {
    const name = visible(familiarReference(reference));
    const asked = live === null ? null : (await import("./online.js")).askedText(live);
    const about = factWords(facts, options.today);
    if (list.length > 0 || asked !== null || about.length > 0)
      terminal.print(describeAll(name, about, asked, list, painter(wantsColour(values, terminal))));
  }
  if (list.length > 0) return 0;
  const name = isScratch ? given : visible(familiarReference(reference));
  terminal.complain(`No hardened image for ${name}: ${visible(none?.message ?? "none is known.")}`);
  return 1;
}

/** As after FROM, `scratch` is no image of a registry. */
const nothingInIt = { message: "It is the empty base, with nothing in it that could be replaced." };

function suggestionOf(
  counterpart: Counterpart,
  old: ImageFacts | null,
  mirrors: Mirrors,
): Suggestion {
  const { why, facts, reference } = counterpart;
  const target = mirrored(reference, mirrors);
  const notes = notesOf(counterpart, target);
  return {
    ...counterpart,
    reference: target,
    why: why.map(reasonText),
    blockers: [],
    warnings: [
      ...notes.map((note) => noteText(note, target)),
      ...startWarnings(old, facts, reference),
    ],
  };
}

function describeAll(
  name: string,
  known: readonly string[],
  asked: string | null,
  list: readonly Suggestion[],
  paint: Paint,
): string {
  const blocks = list.map(({ reference, role, exact, why, warnings }) => {
    const about = [
      role === "build" ? "to build with" : "to ship",
      exact ? "the same version" : "the nearest",
    ];
    return [
      `${paint("bold", visible(reference))} (${about.join(", ")})`,
      ...why.map((text) => `  ${paint("green", "+")} ${visible(text)}`),
      ...warnings.map((text) => `  ${paint("yellow", "!")} ${visible(text)}`),
    ].join("\n");
  });
  const about = `${paint("bold", name)}${known.length === 0 ? "" : `: ${known.join(", ")}`}`;
  const head = asked === null ? about : `${about}\n  ${asked}`;
  return `${[head, ...blocks].join("\n\n")}\n`;
}

function factWords(facts: ImageFacts | null, today: string): string[] {
  if (facts === null) return [];
  const { compressedBytes, packages, user, shell, packageManager } = facts;
  const support = facts.endOfLife.map(({ product, date }) =>
    date < today ? `${product} ended on ${date}` : `${product} supported until ${date}`,
  );
  return [
    ...(compressedBytes === null ? [] : [megabytes(compressedBytes.value)]),
    ...(packages === null ? [] : [`${packages.value} packages`]),
    ...(user === null ? [] : [`runs as ${user.value.uid === 0 ? "root" : user.value.value}`]),
    ...(shell === null ? [] : [shell ? "has a shell" : "no shell"]),
    ...(packageManager === null
      ? []
      : [packageManager ? "has a package manager" : "no package manager"]),
    ...support,
  ].map(visible);
}
