import type { UserFact } from "../image/catalog";

/** A user with its number: `root`, `node (1000)`, `65532`. */
export function userWords({ value, uid }: UserFact): string {
  if (uid === 0) return "root";
  return uid === null || String(uid) === value ? value : `${value} (${uid})`;
}
