import type { Check } from "../../verify/verdict";

/** A line for each check that applies, for people: what it is, how it came out, and what differs. */
export function checkLines(checks: readonly Check[]): string[] {
  const shown = checks.filter(({ result, found }) => result !== "not-applicable" || found !== null);
  const width = Math.max(...shown.map(({ name }) => name.length));
  return shown.map((check) => {
    const detail = checkDetail(check);
    return `  ${marks[check.result]} ${check.name.padEnd(detail === "" ? 0 : width)}${detail === "" ? "" : `  ${detail}`}`;
  });
}

const marks = { passed: "✓", failed: "✗", "not-applicable": "-", "not-done": "?" } as const;

/** What was found, and what should have been where it is not that. */
export function checkDetail({ result, expected, found }: Check): string {
  if (result === "failed" && expected !== null)
    return `expected ${expected}, found ${found ?? "none"}`;
  return found ?? "";
}
