import type { Check, CheckName, Signer, Verdict } from "../verify/verdict";
import { decidingCheck } from "../verify/verdicts";
import { shownText } from "./text";

/** How a state looks: always an icon and a word, the colour only repeats them. */
export type Tone = "good" | "attention" | "bad" | "neutral";

export interface VerdictView {
  readonly verdict: Verdict | "looking" | "unknown";
  readonly word: string;
  readonly tone: Tone;
  /** What it means, as a sentence. */
  readonly meaning: string;
}

export interface CheckView {
  readonly label: string;
  readonly result: Check["result"];
  readonly word: string;
  readonly tone: Tone;
  /** What is looked at, as a sentence. */
  readonly about: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** A verdict in words. "Altered" is said only where a digest or a signature does not fit. */
export function verdictView(verdict: Verdict, checks: readonly Check[] = []): VerdictView {
  const { word, tone, meaning } = verdictTexts[verdict];
  if (verdict !== "failed") return { verdict, word, tone, meaning };
  const failed = decidingCheck(verdict, checks);
  if (failed === undefined) return { verdict, word, tone, meaning };
  const isAltered = failed.name === "digest" || failed.name === "signature";
  return {
    verdict,
    word: isAltered ? "Altered" : `${word}: ${checkTexts[failed.name].label.toLowerCase()}`,
    tone,
    meaning: isAltered
      ? "What was found is not what was signed or listed."
      : `A check failed: ${checkTexts[failed.name].label.toLowerCase()}.`,
  };
}

/** While the answer is on its way. */
export const lookingView: VerdictView = {
  verdict: "looking",
  word: "Looking",
  tone: "neutral",
  meaning: "Evidence is being looked for.",
};

/** Where nothing was looked at: no connection wanted, or the source could not be read. */
export const unknownView: VerdictView = {
  verdict: "unknown",
  word: "Not known",
  tone: "neutral",
  meaning: "No evidence was looked at.",
};

const verdictTexts: Readonly<Record<Verdict, Omit<VerdictView, "verdict">>> = {
  verified: {
    word: "Verified",
    tone: "good",
    meaning: "The signature is good, about this very image, and of a signer that you trust.",
  },
  untrusted: {
    word: "Signed, not trusted",
    tone: "attention",
    meaning: "The signature is good, but its signer is not on your list.",
  },
  unsigned: {
    word: "Unsigned",
    tone: "attention",
    meaning: "Nothing is signed. That is no harm by itself, but it proves nothing.",
  },
  unchecked: {
    word: "Could not check",
    tone: "attention",
    meaning: "Whether the signatures are good could not be told.",
  },
  failed: { word: "Failed", tone: "bad", meaning: "A check failed." },
};

/** The checks of a statement for people, those that do not apply left out. */
export function checkViews(checks: readonly Check[]): readonly CheckView[] {
  return checks
    .filter(({ result }) => result !== "not-applicable")
    .map(({ name, result, expected, found }) => ({
      ...checkTexts[name],
      ...(name === "identity" && result === "failed" ? notNamed : resultTexts[result]),
      result,
      expected: expected === null ? null : shownText(expected),
      found: found === null ? null : shownText(found),
    }));
}

const resultTexts: Readonly<Record<Check["result"], { word: string; tone: Tone }>> = {
  passed: { word: "passed", tone: "good" },
  failed: { word: "failed", tone: "bad" },
  "not-done": { word: "could not be done", tone: "attention" },
  "not-applicable": { word: "does not apply", tone: "neutral" },
};

/** A good signature by somebody else is no fault of the signature. */
const notNamed = { word: "is not on your list", tone: "attention" } as const;

/** What a check asks: it stands below the answer, whatever that is. */
const checkTexts: Readonly<Record<CheckName, { label: string; about: string }>> = {
  digest: { label: "Digest", about: "Whether every byte is what its digest says." },
  signature: { label: "Signature", about: "Whether the signature fits what is signed." },
  certificate: {
    label: "Certificate",
    about:
      "Whether the certificate was given out by a trusted authority and was valid when it was used.",
  },
  log: { label: "Log", about: "Whether the signature is written down in a public log." },
  timestamp: { label: "Time", about: "Whether a trusted clock says when it was signed." },
  identity: { label: "Signer", about: "Whether the signer may speak for this image." },
  statement: { label: "Statement", about: "Whether what is signed says one thing, in one way." },
  subject: { label: "Subject", about: "Whether the statement is about this very image." },
  name: {
    label: "Name",
    about: "Whether the name that was signed is the name that was asked for.",
  },
  predicate: { label: "Type", about: "Whether the statement is of the type that it is listed as." },
  builder: { label: "Builder", about: "Whether the builder is one that the signer may speak for." },
  level: { label: "Level", about: "Whether the build reaches the level that is asked for." },
  freshness: { label: "Age", about: "Whether the statement is recent enough." },
};

/** A signer by the name alone, for lists; null where there is none. */
export function signerName(signer: Signer | null): string | null {
  return signer?.kind === "identity" ? shownText(signer.identity) : signerText(signer);
}

/** A signer in one line, with who vouches for the name; null where there is none. */
export function signerText(signer: Signer | null): string | null {
  if (signer === null) return null;
  if (signer.kind === "key") return `key ${shownText(signer.key)}`;
  const { identity, issuer } = signer;
  return issuer === "" ? shownText(identity) : `${shownText(identity)}, by ${shownText(issuer)}`;
}
