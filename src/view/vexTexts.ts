import type { VexStatus } from "../attestations/vex/model";
import type { EvidenceItem } from "../verify/item";
import type { Verdict } from "../verify/verdict";
import { shownText } from "./text";
import type { Tone } from "./verdicts";

/** In the order in which they are shown: what needs somebody comes first. */
export const vexStatuses: readonly VexStatus[] = [
  "affected",
  "under_investigation",
  "fixed",
  "not_affected",
];

export const statusTexts: Readonly<Record<VexStatus, { word: string; tone: Tone }>> = {
  affected: { word: "affected", tone: "bad" },
  under_investigation: { word: "under investigation", tone: "attention" },
  fixed: { word: "fixed", tone: "good" },
  not_affected: { word: "not affected", tone: "good" },
};

/** Why something is not affected, in plain words; what nobody defined stays as it was written. */
export function justificationText(justification: string): string {
  return justifications.get(justification) ?? shownText(justification.replaceAll("_", " "));
}

/** Those of OpenVEX 0.2.0, and those of CycloneDX 1.6 that it has no word for. */
const justifications: ReadonlyMap<string, string> = new Map([
  ["component_not_present", "The component is not there."],
  ["vulnerable_code_not_present", "The component is there without the vulnerable code."],
  ["vulnerable_code_not_in_execute_path", "The vulnerable code is never run."],
  [
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "The vulnerable code runs, but no attacker can steer it.",
  ],
  ["inline_mitigations_already_exist", "Something that is in place keeps it from being exploited."],
  ["requires_configuration", "It takes a configuration that is not there."],
  ["requires_dependency", "It takes another component that is not there."],
  ["requires_environment", "It takes an environment that is not there."],
]);

/** Whether a statement counts: it was verified, so that its signer may speak for the image, or the person opened it. */
export function standingText({ verdict, place }: Pick<EvidenceItem, "verdict" | "place">): string {
  return place === "file" && verdict !== "failed" ? "counts, opened by you" : claims[verdict];
}

const claims: Readonly<Record<Verdict, string>> = {
  verified: "counts",
  untrusted: "claim, signer not trusted",
  unsigned: "claim, unsigned",
  unchecked: "claim, not checked",
  failed: "claim, a check failed",
};
