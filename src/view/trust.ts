import type { ImageVerdict } from "../verify/evidence";
import type { EvidenceItem } from "../verify/item";
import type { PolicyRule } from "../verify/policy";
import { unknownKey } from "../verify/trust";
import type { ShownEvidence } from "./evidence";
import { decidingItem } from "./header";
import { itemTitle } from "./statementRow";
import { shownText } from "./text";
import { checkViews, type CheckView } from "./verdicts";

/** Why an image is trusted, or is not. */
export interface Trust {
  /** Whose rule says who may sign, and what must be there, as sentences; empty where no rule is about it. */
  readonly policy: readonly string[];
  /** Of which piece of evidence these are the checks. */
  readonly about: string | null;
  readonly checks: readonly CheckView[];
  readonly reasons: readonly string[];
  /** What adds the signer to the person's list, or names their key, for a button; null where there is nobody to add. */
  readonly offer: string | null;
}

export const noTrust: Trust = { policy: [], about: null, checks: [], reasons: [], offer: null };

export function trustOf(evidence: ShownEvidence): Trust {
  const { result } = evidence;
  const deciding = decidingItem(result);
  return {
    policy: policyTexts(result),
    about: deciding === null ? null : itemTitle(deciding),
    checks: checkViews(deciding?.checks ?? []),
    reasons: result.reasons.map(shownText),
    offer: offerText(evidence),
  };
}

function offerText(evidence: ShownEvidence): string | null {
  if (unknownKeyItem(evidence) !== null) return "Name the Public Key…";
  if (trustableItem(evidence) === null) return null;
  return `Trust This Signer for ${shownText(evidence.image?.repository ?? "What Is on Disk")}…`;
}

/**
 * The piece of evidence whose signer a person may add to the list: its signature is good, all else that was checked
 * too, and nothing but the signer's name is missing. Null for any other verdict.
 */
export function trustableItem({ result }: ShownEvidence): EvidenceItem | null {
  if (result.verdict !== "untrusted") return null;
  const deciding = decidingItem(result);
  return deciding?.signer == null ? null : deciding;
}

/**
 * The piece of evidence that could not be checked for the only reason that nobody named the key that signed it. Null
 * for any other verdict.
 */
export function unknownKeyItem({ result }: ShownEvidence): EvidenceItem | null {
  if (result.verdict !== "unchecked") return null;
  const deciding = decidingItem(result);
  const open = deciding?.checks.filter((check) => check.result === "not-done") ?? [];
  const [signature, ...others] = open;
  const isUnknown =
    signature?.name === "signature" && signature.found?.startsWith(unknownKey) === true;
  return isUnknown && others.length === 0 ? deciding : null;
}

function policyTexts({ rule, required }: ImageVerdict): readonly string[] {
  const kinds = required.flatMap(({ type }) => (type === "any" ? [] : [kindTexts[type]]));
  return [
    ...(rule === null ? [] : [`Who may sign: ${whoText(rule)}.`]),
    ...(kinds.length === 0 ? [] : [`What must be there and verified: ${kinds.join(", ")}.`]),
  ];
}

function whoText({ name, origin }: PolicyRule): string {
  const of =
    origin === "person" ? "by your setting drydock.policy" : "by the list that ships with Drydock";
  return `the policy for ${shownText(name)}, ${of}`;
}

const kindTexts = {
  sbom: "SBOM",
  vex: "VEX",
  provenance: "provenance",
  scan: "vulnerability scan",
  signature: "signature",
} as const;
