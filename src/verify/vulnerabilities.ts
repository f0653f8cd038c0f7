import type { Scan, Vulnerability } from "../attestations/scans/model";
import { nearestFix } from "../attestations/versions/fix";
import { settles } from "../attestations/vex/match";
import { componentsOf, createComponentFinder, isTrusted } from "./components";
import { mergeFindings, type Finding, type FindingSource } from "./findings";
import type { EvidenceItem } from "./item";
import { opinionsOf, type Opinion } from "./opinions";

export const severities = ["critical", "high", "medium", "low", "negligible", "unknown"] as const;
export type Severity = Vulnerability["severity"];

export interface Counts {
  readonly total: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
}

/** A vulnerability in a package, and what VEX says of it. */
export interface JudgedFinding extends Finding {
  /** `settled`: by VEX that counts. `claimed`: only by VEX that does not, so that it is left. */
  readonly state: "settled" | "claimed" | "open";
  /** What counts: settles it, or says that it is affected or looked into. */
  readonly opinion: Opinion | null;
  /** What does not count, being of nobody who may speak for the image; null where something else settles it. */
  readonly claim: Opinion | null;
}

/** A finding is a vulnerability in one package: one that is in two packages counts twice. */
export interface Vulnerabilities {
  readonly sources: readonly FindingSource[];
  readonly known: Counts;
  /** Settled by VEX that counts; `relaxed` where qualifiers were not compared, or by the source package. */
  readonly settled: { readonly exact: number; readonly relaxed: number };
  /** Those that would be settled if other VEX counted; they are among those left. */
  readonly claimed: number;
  readonly left: Counts;
  /** Those left that a version of the package does not have any more. */
  readonly fixable: number;
  /** Those left first, the most severe first. */
  readonly findings: readonly JudgedFinding[];
  readonly problems: readonly string[];
}

/** Whence vulnerabilities and VEX are. */
export interface Known {
  /** The evidence of the image, checked. What failed a check counts for nothing. */
  readonly items: readonly EvidenceItem[];
  /** Files that the person opened, read as evidence. */
  readonly opened: readonly EvidenceItem[];
  /** What a database answered that the person allowed to ask. */
  readonly asked: readonly Scan[];
  /** The identifiers of the image, as `imageProducts` gives them; none for a file that stands alone. */
  readonly image: readonly string[];
}

/**
 * The vulnerabilities of an image, and those of them that VEX settles. Only VEX that is verified, whose signer may
 * speak for the image, and files that the person opened settle any; all other VEX is a claim. Null where nobody
 * looked for vulnerabilities: that is not the same as none. Takes linear time.
 */
export function vulnerabilitiesOf({ items, opened, asked, image }: Known): Vulnerabilities | null {
  const usable = [...opened, ...items].filter(({ verdict }) => verdict !== "failed");
  const trusted = usable.filter(isTrusted);
  const others = usable.filter((item) => !isTrusted(item));
  const sources = [
    ...sourcesOf(trusted),
    ...asked.map((scan) => sourceOf(scan, null)),
    ...sourcesOf(others),
  ];
  if (sources.length === 0) return null;
  const componentOf = createComponentFinder(componentsOf(trusted));
  const [opinions, claims] = [opinionsOf(trusted, image), opinionsOf(others, image)];
  const judged = mergeFindings(sources).map((merged): JudgedFinding => {
    const component = componentOf(merged);
    const finding = { ...merged, fixedIn: fixOf(merged, component?.purl ?? null) };
    const opinion = opinions.ask(finding.identifiers, component);
    if (opinion !== null && settles(opinion.statement))
      return { ...finding, state: "settled", opinion, claim: null };
    const claim = claims.ask(finding.identifiers, component);
    const isClaimed = claim !== null && settles(claim.statement);
    return { ...finding, state: isClaimed ? "claimed" : "open", opinion, claim };
  });
  const settled = judged.filter(({ state }) => state === "settled");
  const left = judged.filter(({ state }) => state !== "settled");
  const exact = settled.filter(({ opinion }) => opinion?.match === "exact").length;
  return {
    sources,
    known: countsOf(judged),
    settled: { exact, relaxed: settled.length - exact },
    claimed: left.filter(({ state }) => state === "claimed").length,
    left: countsOf(left),
    fixable: left.filter(({ fixedIn }) => fixedIn !== null).length,
    findings: [...bySeverity(left), ...bySeverity(settled)],
    problems:
      opinions.isExhausted || claims.isExhausted
        ? ["There are too many VEX statements on the same vulnerabilities: not all were applied."]
        : [],
  };
}

/** Scanners list the fixed versions of all branches. */
function fixOf({ package: found, fixedIn }: Finding, purl: string | null): string | null {
  return fixedIn === null
    ? null
    : nearestFix(purl, found?.version ?? null, fixedIn.split(/, ?/).slice(0, mostFixes));
}

const mostFixes = 100;

function sourcesOf(items: readonly EvidenceItem[]): FindingSource[] {
  return items.flatMap((item) =>
    item.documents.flatMap((document) =>
      document.kind === "scan"
        ? [sourceOf(document.scan, item.place === "file" ? null : item.verdict)]
        : [],
    ),
  );
}

function sourceOf(
  { scanner, finished, findings }: Scan,
  verdict: FindingSource["verdict"],
): FindingSource {
  return { name: scanner ?? "a scanner that is not named", verdict, finished, findings };
}

function countsOf(findings: readonly Finding[]): Counts {
  const bySeverity = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
  for (const { severity } of findings) bySeverity[severity]++;
  return { total: findings.length, bySeverity };
}

/** Of equal severity in the order in which they were found. */
function bySeverity(findings: readonly JudgedFinding[]): JudgedFinding[] {
  const groups = new Map<Severity, JudgedFinding[]>(severities.map((severity) => [severity, []]));
  for (const finding of findings) groups.get(finding.severity)?.push(finding);
  return [...groups.values()].flat();
}
