import type { EvidenceItem } from "../verify/item";
import type { Policy } from "../verify/policy";
import { wouldCount } from "../verify/policyEdit";
import { workflowOf } from "../verify/signers";
import type { Signer } from "../verify/verdict";
import { fingerprint } from "../verify/writtenKey";
import type { ShownEvidence } from "../view/evidence";
import { trustableItem } from "../view/trust";
import { shownText } from "../view/text";

/** What a person is asked before a signer is trusted, all of it text to be shown as it is. */
export interface TrustQuestion {
  readonly signer: Signer;
  readonly message: string;
  readonly detail: string;
  readonly choices: readonly TrustChoice[];
}

export interface TrustChoice {
  readonly label: string;
  /** For which images: a repository or what is above it; null for what has no name. */
  readonly prefix: string | null;
}

/**
 * The question whether to trust the signer of evidence from now on; null where the verdict is not that a good
 * signature is by somebody who is not on the list, or where the signer can't be shown as a whole.
 *
 * @param policy the person's own, as it is now
 */
export function trustQuestion(evidence: ShownEvidence, policy: Policy): TrustQuestion | null {
  const item = trustableItem(evidence);
  const signer = item?.signer ?? null;
  if (item === null || signer === null || isTooLong(signer)) return null;
  const repository = evidence.image?.repository ?? null;
  return {
    signer,
    message: "Trust this signer from now on?",
    detail: [
      ...signerLines(signer),
      `Signed: ${evidence.image === null ? shownText(item.location) : shownText(evidence.image.source)}`,
      "",
      "What this signer signs for these images counts as verified from then on. It is written into your user settings, as drydock.policy.",
      ...versionLines(item),
    ].join("\n"),
    choices: repository === null ? [onDisk] : choicesOf(repository, policy),
  };
}

const onDisk: TrustChoice = { label: "Trust for Layouts, Archives and Files", prefix: null };

/** The repository, and all of its organisation where a rule for that would count. */
function choicesOf(repository: string, policy: Policy): readonly TrustChoice[] {
  const above = repository.slice(0, repository.lastIndexOf("/"));
  // What is above a path of one part is a whole registry, which is everybody's.
  const hasOrganisation = above.includes("/") && above !== "docker.io/library";
  return [
    { label: `Trust for ${repository}`, prefix: repository },
    ...(hasOrganisation && wouldCount(policy, above, repository)
      ? [{ label: `Trust for All of ${above}`, prefix: above }]
      : []),
  ];
}

function signerLines(signer: Signer): readonly string[] {
  if (signer.kind === "key") {
    const print = fingerprint(signer.hint);
    // A key that was not read from a file is called by its fingerprint.
    return [
      ...(signer.key === print ? [] : [`Key: ${shownText(signer.key)}`]),
      `Fingerprint: ${print}`,
    ];
  }
  const issuer = signer.issuer === "" ? "nobody whom its certificate names" : signer.issuer;
  return [`Identity: ${shownText(signer.identity)}`, `Vouched for by: ${shownText(issuer)}`];
}

/** A workflow that signs at a tag has another name at the next one. */
function versionLines({ signer }: EvidenceItem): readonly string[] {
  const workflow = signer?.kind === "identity" ? workflowOf(signer.identity) : null;
  if (workflow?.ref.startsWith("refs/tags/") !== true) return [];
  return [
    "",
    `This identity is of one version, ${shownText(workflow.ref)}: the next one has another. A rule with "workflow" and "refs" in drydock.policy trusts all of them.`,
  ];
}

/** A dialog cuts what is long, and what is not seen is not agreed to. */
function isTooLong(signer: Signer): boolean {
  const texts = signer.kind === "key" ? [signer.key] : [signer.identity, signer.issuer];
  return texts.some((text) => text.length > 500);
}
