import type { ImageVerdict } from "../verify/evidence";
import type { PolicyRule } from "../verify/policy";
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
}

export const noTrust: Trust = { policy: [], about: null, checks: [], reasons: [] };

export function trustOf({ result }: ShownEvidence): Trust {
  const deciding = decidingItem(result);
  return {
    policy: policyTexts(result),
    about: deciding === null ? null : itemTitle(deciding),
    checks: checkViews(deciding?.checks ?? []),
    reasons: result.reasons.map(shownText),
  };
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
