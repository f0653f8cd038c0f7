import type { Statement } from "../attestations/document";
import { failed, passed, type Check } from "./verdict";

/**
 * The check `subject`: one subject of the statement has exactly one of the digests, `sha256:` or `sha512:`
 * with lower-case digits. A name never takes the place of a digest. Linear in the number of subjects.
 */
export function subjectCheck({ subjects }: Statement, digests: readonly string[]): Check {
  const expected = digests.join(" or ");
  const index = subjects.findIndex((subject) => matched(subject.digests, digests) !== null);
  const found = matched(subjects[index]?.digests, digests);
  if (found !== null) {
    const which = subjects.length === 1 ? "" : ` (subject ${index + 1} of ${subjects.length})`;
    return passed("subject", `${found}${which}`, expected);
  }
  const [first] = subjects;
  const more = subjects.length > 1 ? ` and ${subjects.length - 1} more` : "";
  return failed(
    "subject",
    first === undefined ? "none" : `${digestText(first.digests)}${more}`,
    expected,
  );
}

/** The subjects that have one of the digests: an image that was pushed under several names is one for each. */
export function subjectsOf(
  { subjects }: Statement,
  digests: readonly string[],
): Statement["subjects"] {
  return subjects.filter((subject) => matched(subject.digests, digests) !== null);
}

/** The digest that is one of the wanted ones; null where there is none. */
function matched(
  own: ReadonlyMap<string, string> | undefined,
  digests: readonly string[],
): string | null {
  for (const algorithm of ["sha256", "sha512"]) {
    const digits = own?.get(algorithm);
    if (digits !== undefined && digests.includes(`${algorithm}:${digits}`)) {
      return `${algorithm}:${digits}`;
    }
  }
  return null;
}

function digestText(digests: ReadonlyMap<string, string>): string {
  const [first] = digests;
  return first === undefined ? "a subject without a digest" : `${first[0]}:${first[1]}`;
}
