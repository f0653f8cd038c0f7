import assert from "node:assert/strict";
import { ageText } from "../../src/image/age";

describe("how long ago", () => {
  const rows: readonly [string, string][] = [
    ["2026-01-01T11:59:30Z", "just now"],
    ["2026-01-01T12:00:30Z", "just now"],
    ["2026-01-01T11:59:00Z", "1 minute ago"],
    ["2026-01-01T11:15:00Z", "45 minutes ago"],
    ["2026-01-01T10:00:00Z", "2 hours ago"],
    ["2025-12-30T13:00:00Z", "47 hours ago"],
    ["2025-12-30T12:00:00Z", "2 days ago"],
  ];
  for (const [at, expected] of rows)
    it(`${at}: ${expected}`, () =>
      assert.equal(ageText(new Date(at), new Date("2026-01-01T12:00:00Z")), expected));
});
