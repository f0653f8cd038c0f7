import {
  severities,
  type Counts,
  type JudgedFinding,
  type Severity,
  type Vulnerabilities,
} from "../../verify/vulnerabilities";
import type { Opinion } from "../../verify/opinions";
import type { Paint, Style } from "../colour";
import { visible } from "../visible";

/** Those that are left in a text; JSON has all. */
const mostShown = 25;

/** For people: how many are known, by whom, what VEX settles, and what is left. */
export function vulnerabilityLines(found: Vulnerabilities, paint: Paint): string[] {
  const { sources, known, settled, claimed, left, fixable, findings } = found;
  const open = findings.filter(({ state }) => state !== "settled");
  const shown = open.slice(0, mostShown);
  const rest = open.length - shown.length;
  const total = settled.exact + settled.relaxed;
  return [
    `${paint("bold", "Vulnerabilities")}: ${countsText(known, "known")}`,
    ...sources.map(({ name, verdict, finished }) => {
      const by = verdict === null ? "" : `, ${verdict}`;
      const when = finished === null ? "" : `, ${finished}`;
      return `  by       ${visible(`${name}${by}${when}`)}`;
    }),
    ...(total === 0 ? [] : [`  settled  ${total} by VEX${relaxedText(settled.relaxed)}`]),
    ...(claimed === 0
      ? []
      : [`  claimed  ${claimed} more, by VEX that is not verified: they are among those left`]),
    `  left     ${countsText(left, "")}${fixable === 0 ? "" : `; ${fixable} with a fix`}`,
    ...table(shown, paint),
    ...(rest === 0 ? [] : [`  … and ${rest} more: --format json lists all.`]),
  ];
}

function relaxedText(count: number): string {
  return count === 0 ? "" : `, ${count} of these by name and version alone`;
}

/** `3 known: 1 critical, 2 high`; `none known`. */
function countsText({ total, bySeverity }: Counts, word: string): string {
  const lead = `${total === 0 ? "none" : total} ${word}`.trimEnd();
  const parts = severities
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${bySeverity[severity]} ${severity}`);
  return total === 0 ? lead : `${lead}: ${parts.join(", ")}`;
}

function table(findings: readonly JudgedFinding[], paint: Paint): string[] {
  const rows = findings.map((finding) => ({
    id: visible(finding.id),
    severity: finding.severity,
    name: visible(packageText(finding)),
    more: visible(
      [
        finding.fixedIn === null ? "" : `fixed in ${finding.fixedIn}`,
        opinionText("VEX says", finding.opinion),
        finding.state === "claimed" ? opinionText("claimed to be", finding.claim) : "",
      ]
        .filter((text) => text !== "")
        .join("; "),
    ),
  }));
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const idWidth = width(rows.map(({ id }) => id));
  const nameWidth = width(rows.map(({ name }) => name));
  return rows.map(({ id, severity, name, more }) => {
    const word = paint(styles[severity], severity.padEnd("negligible".length));
    return `  ${id.padEnd(idWidth)}  ${word}  ${name.padEnd(nameWidth)}  ${more}`.trimEnd();
  });
}

function packageText({ package: found }: JudgedFinding): string {
  if (found === null) return "";
  return found.version === null ? found.name : `${found.name} ${found.version}`;
}

function opinionText(lead: string, opinion: Opinion | null): string {
  return opinion === null ? "" : `${lead} ${opinion.statement.status.replaceAll("_", " ")}`;
}

const styles: Readonly<Record<Severity, Style>> = {
  critical: "red",
  high: "red",
  medium: "yellow",
  low: "yellow",
  negligible: "yellow",
  unknown: "yellow",
};
