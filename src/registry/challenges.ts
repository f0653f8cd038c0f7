/** One way to authenticate that a server offers, RFC 9110 section 11.6.1. */
export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** By lower-case name; of two equal ones the first counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** All challenges of a WWW-Authenticate header, several of one name joined by commas. Never fails. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  // A scheme alone, a parameter, or what separates them; nothing else is skipped for.
  const part = /\s*(?:([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?|,|.)/gsy;
  for (const [, word, quoted, plain] of header.slice(0, maximumHeader).matchAll(part)) {
    if (word === undefined) continue;
    const value = quoted?.replace(/\\(.)/gs, "$1") ?? plain;
    if (value === undefined) {
      challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
      continue;
    }
    const parameters = challenges.at(-1)?.parameters;
    const name = word.toLowerCase();
    if (parameters !== undefined && !parameters.has(name)) parameters.set(name, value);
  }
  return challenges;
}

/** Longer headers are not read to the end. */
const maximumHeader = 8 * 1024;
