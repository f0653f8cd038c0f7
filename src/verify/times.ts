import type { TrustedKey } from "./trustedKey";
import { failed, notApplicable, passed, type Check } from "./verdict";

/**
 * The check `timestamp` of a signature by a key. A key that is in use needs no time, but a time that is
 * there must lie in its window; a retired key counts only where somebody vouches that it signed before.
 */
export function keyTime(key: TrustedKey, times: readonly Date[]): Check {
  const expected = windowText(key);
  if (!times.every((time) => isInWindow(key, time))) {
    return failed("timestamp", timeText(times), expected);
  }
  if (times.length > 0) return passed("timestamp", timeText(times), expected);
  return key.until === null
    ? notApplicable("timestamp", "none")
    : failed("timestamp", `signed with a retired key, ${key.name}; nobody vouches when`, expected);
}

export function isInWindow({ from, until }: TrustedKey, time: Date): boolean {
  return (from === null || from <= time) && (until === null || time < until);
}

export function timeText(times: readonly Date[]): string {
  return times.map((time) => time.toISOString()).join(", ");
}

function windowText({ from, until }: TrustedKey): string | null {
  const parts = [
    ...(from === null ? [] : [`from ${from.toISOString()}`]),
    ...(until === null ? [] : [`before ${until.toISOString()}`]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}
