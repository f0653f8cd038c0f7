import type { Provenance } from "../attestations/provenance/model";
import { secretByName } from "../lint/secretNames";
import { isPlaceholder, looksRandom, secretShapes } from "../lint/secretValues";
import type { EvidenceItem } from "../verify/item";
import type { ShownEvidence } from "./evidence";
import { stepsOf, type Step } from "./steps";
import { dateText, itemPlace, shownLines, type Line } from "./statementRow";
import { shownText } from "./text";
import type { Tone } from "./verdicts";

/** A provenance that can be looked at. */
export interface ProvenanceChoice {
  /** The place of its statement. */
  readonly statement: number;
  readonly title: string;
}

/** How an image was built, for people. */
export interface ProvenanceView {
  readonly statement: number;
  readonly level: Level;
  readonly steps: readonly Step[];
  readonly fields: readonly Line[];
  /** The first two hundred. */
  readonly parameters: readonly Parameter[];
  readonly parameterCount: number;
  readonly inputCount: number;
  /** Null where none is embedded. */
  readonly dockerfile: { readonly name: string; readonly lines: number } | null;
}

export interface Level {
  readonly word: string;
  readonly tone: Tone;
  /** Why it is that one, as a sentence. */
  readonly reason: string;
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** Why it looks like a secret that anybody can read here, as a sentence; null where it does not. */
  readonly secret: string | null;
}

const mostParameters = 200;

/** The provenance in a piece of evidence; null where it has none. */
export function provenanceOf({ documents }: EvidenceItem): Provenance | null {
  const document = documents.find(({ kind }) => kind === "provenance");
  return document?.kind === "provenance" ? document.provenance : null;
}

/** All provenance there is, what is verified first, then in the order in which it was found. */
export function provenanceChoices({ result }: ShownEvidence): readonly ProvenanceChoice[] {
  const all = result.items.flatMap((item, statement) =>
    provenanceOf(item) === null ? [] : [{ statement, item }],
  );
  const isLater = ({ item }: (typeof all)[number]): number => (item.verdict === "verified" ? 0 : 1);
  return all
    .sort((one, other) => isLater(one) - isLater(other))
    .map(({ statement, item }) => ({
      statement,
      title: `${shownText(item.format)}, ${itemPlace(item)}`,
    }));
}

/** The provenance of a statement; null where it has none. */
export function provenanceView(
  { image, result }: ShownEvidence,
  statement: number,
): ProvenanceView | null {
  const item = result.items[statement];
  const provenance = item === undefined ? null : provenanceOf(item);
  if (item === undefined || provenance === null) return null;
  const { parameters, inputs, dockerfile } = provenance;
  return {
    statement,
    level: levelOf(item),
    steps: stepsOf(item, provenance, image?.manifest.digest ?? null),
    fields: fieldsOf(item, provenance),
    parameters: parameters.slice(0, mostParameters).map(parameterOf),
    parameterCount: parameters.length,
    inputCount: inputs.length,
    dockerfile:
      dockerfile === null
        ? null
        : {
            name: shownText(dockerfile.name || "Dockerfile"),
            lines: dockerfile.text.trimEnd().split("\n").length,
          },
  };
}

/** A level is one only where the builder's own signature proves it; all else is what somebody wrote. */
function levelOf({ level, verdict }: EvidenceItem): Level {
  const said = level === null ? null : shownText(level.text);
  if (level?.claim === "is" && level.level !== null) {
    const isTrusted = verdict === "verified";
    return {
      word: `SLSA build level ${level.level}`,
      tone: isTrusted ? "good" : "attention",
      reason: isTrusted
        ? `The builder signed the provenance itself: ${shownText(level.text)}.`
        : `The builder signed the provenance itself: ${shownText(level.text)}. The statement as a whole is not verified.`,
    };
  }
  return {
    word: "No level proved",
    tone: verdict === "failed" ? "bad" : "neutral",
    reason: `${noLevel[verdict]}${said === null ? "" : ` The provenance ${said}.`}`,
  };
}

const noLevel: Readonly<Record<EvidenceItem["verdict"], string>> = {
  verified: "It is signed by whom you trust, but not by a builder whose level is known.",
  untrusted: "It is signed, but by nobody on your list.",
  unsigned: "Nobody signed it: whoever may push an image can write anything here.",
  unchecked: "Whether the signature is good could not be told.",
  failed: "A check of it failed, so it counts for nothing.",
};

function fieldsOf({ signedAt, format }: EvidenceItem, provenance: Provenance): readonly Line[] {
  const { buildType, invocation, started, finished } = provenance;
  const [signed] = signedAt;
  return shownLines([
    ["Format", format],
    ["Build type", buildType],
    ["Run", invocation],
    ["Started", started],
    ["Finished", finished],
    ["Signed", signed === undefined ? null : dateText(signed)],
  ]);
}

function parameterOf({ name, value }: Provenance["parameters"][number]): Parameter {
  return { name: shownText(name), value: shownText(value), secret: secretIn(name, value) };
}

/** The arguments of BuildKit and the inputs of a workflow; other parameters are the builder's own words. */
function secretIn(name: string, value: string): string | null {
  const [shape] = secretShapes(value);
  if (shape !== undefined) return `This holds ${shape.what}, which anybody can read here.`;
  const argument = /(?:^|[.:])(?:build-arg:|inputs\.)([^.:]+)$/.exec(name)?.[1];
  if (argument === undefined || isPlaceholder(value)) return null;
  const said = secretByName(argument);
  const isSecret = said === "secret" || (said === "possible" && looksRandom(value));
  return isSecret ? "By its name this is a secret, which anybody can read here." : null;
}
