import type { Look } from "../../image/artifact";
import { identityText } from "../../verify/expectations";
import type { EvidenceItem } from "../../verify/item";
import type { ImageVerdict } from "../../verify/evidence";
import { unknownKey, unseenBytes } from "../../verify/trust";
import type { Signer, Verdict } from "../../verify/verdict";
import { decidingCheck } from "../../verify/verdicts";
import type { Vulnerabilities } from "../../verify/vulnerabilities";
import { formatPlatform } from "../registry.js";
import type { Paint, Style } from "../colour";
import { visible } from "../visible";
import { counted } from "../words";
import { checkDetail, checkLines } from "./checkText";
import type { EvidenceReport } from "./evidenceReport";
import { summaryOf, titleOf } from "./evidenceSummary";
import { vulnerabilityLines } from "./vulnerabilitiesText";

/** For people: the answer on the first line, then why, then each piece of evidence with its checks. */
export function formatVerifyText(report: EvidenceReport, paint: Paint): string {
  const { result, source, image } = report;
  const { verdict, reasons, required, rule, items } = result;
  const best = items.find((item) => item.verdict === verdict);
  // Where the signer is the reason, the reason names it.
  const by =
    best?.signer == null || verdict !== "verified" ? "" : `, signed by ${signerText(best.signer)}`;
  const where = image?.platform == null ? "" : ` (${formatPlatform(image.platform)})`;
  const head = `${paint(styles[verdict], verdict)}: ${paint("bold", visible(source))}${where}${visible(by)}`;
  const wanted = required.filter(({ type }) => type !== "any");
  const needs = wanted.map(({ type, met }) => `${type} ${met ? "verified" : "missing"}`).join(", ");
  return join([
    [
      head,
      ...[...reasons, ...wayOut(result), ...fallen(result)].map((reason) => `  ${visible(reason)}`),
    ],
    imageLines(report, [
      ["policy", rule === null ? "" : rule.name],
      ["required", needs],
    ]),
    ...items.map((item) => [
      ...itemHead(item, paint),
      ...checkLines(item.checks).map((line) => `  ${visible(line)}`),
      ...unsaid(item).map((problem) => `    ! ${visible(problem)}`),
    ]),
    looked(report.looks, items.length === 0 || verdict !== "verified"),
    problems(unsaidOf(result)),
  ]);
}

/** What a person who knows more can do about an answer. */
function wayOut({ verdict, items }: ImageVerdict): string[] {
  if (verdict === "unchecked") return wayToCheck(items);
  if (verdict === "failed" && items.some(isOfOtherName))
    return ["If it is your copy of that image, say so under mirrors in a policy: --policy FILE."];
  return verdict === "untrusted"
    ? [
        "If you trust it, name it: --certificate-identity and --certificate-oidc-issuer, --key or --policy.",
      ]
    : [];
}

/** How what could not be checked can be. */
function wayToCheck(items: readonly EvidenceItem[]): string[] {
  const isSaid = (text: string) =>
    items.some(({ checks }) =>
      checks.some(({ name, found }) => name === "signature" && found?.includes(text) === true),
    );
  if (isSaid(unknownKey)) return ["If you know the key, name it: --key FILE."];
  if (isSaid(unseenBytes))
    return [
      "Name what was signed as well: drydock verify-bundle --bundle FILE SIGNER WHAT_WAS_SIGNED.",
    ];
  const isNotary = items.some(({ format }) => format === "Notary Project");
  return isNotary ? ["The program notation verifies signatures of the Notary Project."] : [];
}

/** All is good of it but the name, as after an image was copied together with its signatures. */
function isOfOtherName({ checks }: EvidenceItem): boolean {
  const failed = checks.filter(({ result }) => result === "failed");
  return failed.length > 0 && failed.every(({ name }) => name === "name");
}

/** What any answer but the worst leaves out: statements that failed lower nothing, but nobody should miss them. */
function fallen({ verdict, items }: ImageVerdict): string[] {
  const failed = verdict === "failed" ? [] : items.filter((item) => item.verdict === "failed");
  const names = failed.map(titleOf).join("; ");
  if (failed.length === 0) return [];
  const told = `Not all that is said of it holds; this failed: ${names}.`;
  return [verdict === "verified" ? `${told} --require names what must be verified.` : told];
}

/** The problems that no piece of evidence has told already. */
function unsaidOf({ problems: all, items }: ImageVerdict): readonly string[] {
  const told = new Set(items.flatMap((item) => item.problems));
  return all.filter((problem) => !told.has(problem));
}

/** What a check says already needs no line of its own. */
function unsaid({ problems, checks }: EvidenceItem): string[] {
  return problems.filter((problem) => checks.every(({ found }) => found !== problem));
}

/** For people: what there is and what it says, the most telling first. */
export function formatInspectText(
  report: EvidenceReport,
  vulnerabilities: Vulnerabilities | null,
  more: readonly string[],
  paint: Paint,
): string {
  const { result, source } = report;
  const { items } = result;
  const found = items.length === 0 ? "no evidence was found" : kindsText(items);
  return join([
    [`${paint("bold", visible(source))}: ${found}`],
    imageLines(report, []),
    ...items.map((item) => [
      ...itemHead(item, paint),
      ...table([...whyOf(item), ...Object.entries(summaryOf(item))]),
      ...item.problems.map((problem) => `  ! ${visible(problem)}`),
    ]),
    vulnerabilities === null ? [] : vulnerabilityLines(vulnerabilities, paint),
    looked(report.looks, true),
    problems([...unsaidOf(result), ...more]),
  ]);
}

/** The check that decided, of what is neither good nor just unsigned. */
function whyOf(item: EvidenceItem): (readonly [string, string])[] {
  const { verdict, checks, documents, problems } = item;
  // What can't be read has a problem that says so.
  const isTold = documents.length === 0 && problems.length > 0;
  if (verdict === "verified" || verdict === "unsigned" || isTold) return [];
  const decided = decidingCheck(verdict, checks);
  return decided === undefined ? [] : [[decided.name, checkDetail(decided)]];
}

/** How each verdict looks on a terminal. */
export const styles: Readonly<Record<Verdict, Style>> = {
  verified: "green",
  untrusted: "yellow",
  unsigned: "yellow",
  unchecked: "yellow",
  failed: "red",
};

function itemHead(item: EvidenceItem, paint: Paint): string[] {
  const { verdict, signer, signedAt, place, digest } = item;
  // A good signature that is over something else is not this one's.
  const by = signer === null || verdict === "failed" ? "" : `, signed by ${signerText(signer)}`;
  const [time] = verdict === "failed" ? [] : signedAt;
  const when = time === undefined ? "" : ` on ${time.toISOString().slice(0, 10)}`;
  return [
    `${paint("bold", visible(titleOf(item)))}: ${paint(styles[verdict], verdict)}${visible(by)}${when}`,
    `  ${places[place]}, ${visible(digest)}`,
  ];
}

const places = {
  index: "in the index",
  referrer: "a referrer",
  tag: "at a tag of cosign's",
  bundle: "a Sigstore bundle",
  file: "the file",
} as const;

/** An identity with who knew it, or a key. */
export function signerText(signer: Signer): string {
  return signer.kind === "key" ? `key ${signer.key}` : identityText(signer);
}

function imageLines(
  { image, now }: EvidenceReport,
  more: readonly (readonly [string, string])[],
): string[] {
  if (image === null) return table(more);
  const { manifest, index, platforms, checkedAt } = image;
  return table([
    ["manifest", manifest.digest],
    ["index", index?.digest ?? ""],
    ["platforms", platforms.length < 2 ? "" : platforms.map(formatPlatform).join(", ")],
    ["looked up", lookedUp(checkedAt, now)],
    ...more,
  ]);
}

/** `2026-11-26 04:51 UTC`; `…, 12 minutes ago` of what the cache answered. */
function lookedUp(at: Date, now: Date): string {
  const time = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return time;
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const age =
    days > 1
      ? counted(days, "day")
      : hours > 0
        ? counted(hours, "hour")
        : counted(minutes, "minute");
  return `${time}, ${age} ago`;
}

function kindsText(items: readonly EvidenceItem[]): string {
  const counts = new Map<EvidenceItem["kind"], number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => `${count} ${kindNouns[kind][count === 1 ? 0 : 1]}`)
    .join(", ");
}

const kindNouns: Readonly<Record<EvidenceItem["kind"], readonly [one: string, more: string]>> = {
  sbom: ["SBOM", "SBOMs"],
  vex: ["VEX", "VEX"],
  provenance: ["provenance", "provenances"],
  scan: ["scan", "scans"],
  signature: ["signature", "signatures"],
  other: ["other document", "other documents"],
};

/** Where evidence was looked for. Only what was found needs no proof that it was looked for. */
function looked(looks: readonly Look[], isWanted: boolean): string[] {
  if (!isWanted || looks.length === 0) return [];
  const rows = looks.map(({ place, answer }) => ({ place: shortened(place), answer }));
  const width = Math.max(...rows.map(({ place }) => place.length));
  return [
    "Looked at:",
    ...rows.map(({ place, answer }) => `  ${visible(place.padEnd(width))}  ${visible(answer)}`),
  ];
}

/** Digests as far as a person compares them; the JSON has the address of each place. */
function shortened(place: string): string {
  return place.replace(/\b(sha\d+[:-][0-9a-f]{12})[0-9a-f]{20,}/g, "$1…");
}

function problems(list: readonly string[]): string[] {
  return list.map((problem) => `! ${visible(problem)}`);
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const shown = rows.filter(([, value]) => value !== "");
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `  ${visible(name.padEnd(width))}  ${visible(value)}`);
}

function join(blocks: readonly (readonly string[])[]): string {
  const shown = blocks.filter(({ length }) => length > 0);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
