import type { Check } from "../../verify/verdict";

/** A line for each check, for people: what it is, how it came out, and what differs. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.map((check) => {
    const detail = detailOf(check);
    return `  ${marks[check.result]} ${check.name.padEnd(detail === "" ? 0 : width)}${detail === "" ? "" : `  ${detail}`}`;
  });
}

const marks = { passed: "✓", failed: "✗", "not-applicable": "-", "not-done": "?" } as const;

function detailOf({ result, expected, found }: Check): string {
  if (result === "failed" && expected !== null)
    return `expected ${expected}, found ${found ?? "none"}`;
  return found ?? "";
}
