import { RegistryError, type RegistryErrorCode } from "./errors";

/** `3 artifacts`, `none`. */
export function countAnswer(count: number): string {
  if (count === 0) return "none";
  return count === 1 ? "1 artifact" : `${count} artifacts`;
}

/** The answer of a place that failed, in the few words of a list. */
export function shortAnswer(error: unknown): string {
  return error instanceof RegistryError ? words[error.code] : "failed";
}

const words: Record<RegistryErrorCode, string> = {
  cancelled: "cancelled",
  timeout: "no answer in time",
  unreachable: "not reachable",
  certificate: "certificate not trusted",
  refused: "not asked: refused",
  unauthorized: "no access",
  credentials: "no credentials",
  "not-found": "none (404)",
  "rate-limited": "asks to wait (429)",
  server: "failed at the registry",
  "too-large": "too large",
  "wrong-digest": "wrong content",
  "wrong-type": "not what was asked for",
  malformed: "malformed",
  offline: "not asked: offline",
  unreadable: "not readable",
  ambiguous: "ambiguous",
  "no-platform": "no such platform",
};
