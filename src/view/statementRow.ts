import type { Document } from "../attestations/document";
import type { EvidenceItem } from "../verify/item";
import { heldBy } from "./components";
import { isGood } from "./header";
import { counted, numberText, shownText } from "./text";
import { checkViews, signerName, verdictView, type CheckView, type VerdictView } from "./verdicts";

/** One piece of evidence, for people. */
export interface StatementRow {
  /** Its place among the pieces. */
  readonly index: number;
  readonly kind: EvidenceItem["kind"];
  readonly title: string;
  readonly format: string;
  readonly predicateType: string | null;
  readonly verdict: VerdictView;
  readonly signer: string | null;
  readonly place: string;
  readonly location: string;
  readonly digest: string;
  readonly summary: readonly Line[];
  readonly checks: readonly CheckView[];
  readonly problems: readonly string[];
  /** The sizes of what can be opened, in bytes; null where there is none. */
  readonly foundBytes: number | null;
  /** What was taken out of an envelope or a statement; null where there is neither. */
  readonly decodedBytes: number | null;
}

export interface Line {
  readonly label: string;
  readonly text: string;
}

/** @param found the bytes of layers and files as they were found, by digest */
export function statementRow(
  item: EvidenceItem,
  index: number,
  found: ReadonlyMap<string, Uint8Array>,
): StatementRow {
  const { kind, predicateType, verdict, checks, problems } = item;
  return {
    index,
    kind,
    title: itemTitle(item),
    format: shownText(item.format),
    predicateType: predicateType === null ? null : shownText(predicateType),
    verdict: verdictView(verdict, checks),
    signer: isGood(verdict) ? signerName(item.signer) : null,
    place: placeTexts[item.place],
    location: shownText(item.location),
    digest: shownText(item.digest),
    summary: summaryOf(item),
    checks: checkViews(checks),
    problems: problems.slice(0, mostProblems).map(shownText),
    foundBytes: found.get(item.digest)?.length ?? null,
    decodedBytes: decodedOf(item, found)?.length ?? null,
  };
}

const mostProblems = 100;

/** What a piece of evidence says by itself; null where that is all that was found. */
export function decodedOf(
  { content, digest }: EvidenceItem,
  found: ReadonlyMap<string, Uint8Array>,
): Uint8Array | null {
  const whole = found.get(digest);
  const isWhole =
    whole !== undefined && whole.length === content.length && Buffer.compare(whole, content) === 0;
  return isWhole || content.length === 0 ? null : content;
}

/** Where a piece of evidence was found, in words. */
export function itemPlace({ place }: EvidenceItem): string {
  return placeTexts[place];
}

/** What a piece of evidence is, in a word or two. */
export function itemTitle({ kind, documents: [document] }: EvidenceItem): string {
  if (document?.kind === "other") return shownText(document.name);
  return kindTitles[document?.kind ?? kind];
}

function summaryOf({ documents, level, signedAt }: EvidenceItem): readonly Line[] {
  const [signed] = signedAt;
  return shownLines([
    ...documents.flatMap(documentLines),
    ["Level", level?.text ?? null],
    ["Signed", signed === undefined ? null : dateText(signed)],
  ]);
}

type Pair = readonly [label: string, text: string | null];

function documentLines(document: Document): readonly Pair[] {
  switch (document.kind) {
    case "sbom": {
      const { name, created, tools, files } = document.sbom;
      return [
        ["About", name],
        ["Made by", tools.slice(0, 10).join(", ")],
        ["Made", created],
        ["Components", numberText(heldBy(document.sbom).length)],
        ["Files", files === 0 ? null : numberText(files)],
      ];
    }
    case "vex": {
      const { author, timestamp, statements } = document.vex;
      return [
        ["Author", author],
        ["Made", timestamp],
        ["Says", counted(statements.length, "statement")],
      ];
    }
    case "provenance": {
      const { builder, source, started, finished, inputs } = document.provenance;
      return [
        ["Says that it was built by", builder],
        ["Source", source?.uri ?? null],
        ["Started", started],
        ["Finished", finished],
        ["Inputs", numberText(inputs.length)],
      ];
    }
    case "scan": {
      const { scanner, finished, findings } = document.scan;
      return [
        ["Scanner", scanner],
        ["Finished", finished],
        ["Findings", numberText(findings.length)],
      ];
    }
    case "other":
      return Object.entries(document.summary).slice(0, 20);
  }
}

/** Lines that are safe to show, without those that have no text. */
export function shownLines(pairs: readonly Pair[]): readonly Line[] {
  return pairs.flatMap(([label, text]) =>
    text === null || text === "" ? [] : [{ label: shownText(label), text: shownText(text) }],
  );
}

/** A date that no clock has is none. */
export function dateText(date: Date): string | null {
  return Number.isNaN(date.getTime())
    ? null
    : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const kindTitles: Readonly<Record<EvidenceItem["kind"], string>> = {
  sbom: "SBOM",
  vex: "VEX",
  provenance: "Provenance",
  scan: "Vulnerability scan",
  signature: "Signature",
  other: "Attestation",
};

const placeTexts: Readonly<Record<EvidenceItem["place"], string>> = {
  index: "in the image's index",
  referrer: "refers to the image",
  tag: "under a cosign tag",
  bundle: "in a Sigstore bundle",
  file: "in a file",
};
