import { identityCheck, signerText, type ExpectedSigner } from "./expectations";
import type { AskedName } from "./names";
import type { BuilderLevel } from "./levels";
import type { Demands, PolicyRule } from "./policy";
import { isBy, trustedSignerText } from "./signers";
import type { Trust } from "./trust";
import { failed, notApplicable, notDone, passed, type Check, type SignedBy } from "./verdict";

/** What the evidence of one image is checked against. */
export interface Context {
  /** The digests of the platform manifest and the index; empty for files that stand alone. */
  readonly digests: readonly string[];
  /** Digest → bytes of the manifests that are at hand of these. */
  readonly manifests: ReadonlyMap<string, Uint8Array>;
  readonly name: AskedName | null;
  readonly trust: Trust;
  /** The one signer that a person named; policies don't count then. */
  readonly signer: ExpectedSigner | null;
  /** The policy's rule for the image. */
  readonly rule: PolicyRule | null;
  /** What must be there, of the rule and of the person. */
  readonly demands: Demands;
  readonly builders: readonly BuilderLevel[];
  readonly now: Date;
}

/** The check `identity`: the signer that a person named, or one that a policy has for this image. */
export function signerCheck(signedBy: SignedBy, { signer, rule }: Context): Check {
  if (signer !== null) return identityCheck(signedBy, signer);
  const found = signerText(signedBy);
  const signers = rule?.signers ?? [];
  if (signers.length === 0) return failed("identity", found, "a signer named by a policy");
  const expected = signers.map(trustedSignerText).join(" or ");
  return signers.some((one) => isBy(signedBy, one))
    ? passed("identity", found, expected)
    : failed("identity", found, expected);
}

/**
 * The check `freshness`: the earliest verified time of signing is within the days that the policy allows. Anybody
 * can have an old signature logged or stamped again, so that later times say nothing.
 */
export function freshnessCheck(signedBy: SignedBy, { demands, now }: Context): Check {
  const most = demands.maxAgeDays;
  if (most === null) return notApplicable("freshness");
  const expected = `at most ${most} days old`;
  const [earliest] = [...signedBy.times].sort((one, other) => one.getTime() - other.getTime());
  if (earliest === undefined)
    return notDone("freshness", "nobody vouches when it was signed", expected);
  const days = Math.floor((now.getTime() - earliest.getTime()) / 86_400_000);
  return days <= most
    ? passed("freshness", `${days} days old`, expected)
    : failed("freshness", `${days} days old`, expected);
}
