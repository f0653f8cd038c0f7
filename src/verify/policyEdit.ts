import type { JsonValue } from "../attestations/json";
import { isObject, listField } from "../attestations/jsonFields";
import { dhiTrustedKeys } from "./builtIn";
import type { Policy, PolicyRule } from "./policy";
import type { TrustedSigner } from "./signers";
import type { Signer } from "./verdict";

/** What a signer is added to. */
export interface EditedPolicy {
  /** As it is written: the JSON of a policy file. */
  readonly written: JsonValue;
  /** The same, read. */
  readonly policy: Policy;
  /** The rule that counts for the image now: one of that policy, or one that ships; null where none does. */
  readonly inEffect: PolicyRule | null;
}

/**
 * A policy that believes one more signer: in the rule for exactly this prefix, else in a new one. Since of several
 * rules one alone counts, a new one begins as a copy of that which counted, so that nobody is believed less and
 * nothing less is asked for.
 *
 * @param prefix a repository or a prefix of some, normalised; null for what has no name
 * @param signer compared exactly from then on
 */
export function withSigner(
  { written, policy, inEffect }: EditedPolicy,
  prefix: string | null,
  signer: Signer,
): JsonValue {
  const whole = isObject(written) ? written : {};
  const images = listField(written, "images");
  const added = (to: JsonValue): JsonValue => {
    const signers = [...listField(to, "signers"), signerJson(signer, policy)];
    return isObject(to) ? { ...to, signers } : { signers };
  };
  if (prefix === null) return { ...whole, local: added(whole["local"] ?? {}) };
  const at = policy.rules.findIndex((rule) => rule.images === prefix);
  if (at >= 0)
    return { ...whole, images: images.map((rule, index) => (index === at ? added(rule) : rule)) };
  const copied = inEffect === null ? -1 : policy.rules.indexOf(inEffect);
  const begin = images[copied] ?? (inEffect === null ? {} : ruleJson(inEffect));
  const { name: _, ...copy } = isObject(begin) ? begin : {};
  return { ...whole, images: [...images, added({ ...copy, match: prefix })] };
}

/** Whether a rule for this prefix would count for the repository: none of the person's own is closer to it. */
export function wouldCount({ rules }: Policy, prefix: string, repository: string): boolean {
  const isAbout = (images: string) => repository === images || repository.startsWith(`${images}/`);
  return !rules.some(({ images }) => isAbout(images) && images.length > prefix.length);
}

/** One that ships by its name, so that it keeps the time for which it counts; any other as its text. */
function signerJson(signer: Signer, { keys }: Policy): JsonValue {
  if (signer.kind === "identity") return { identity: signer.identity, issuer: signer.issuer };
  const shipped = dhiTrustedKeys().find(({ hint }) => hint === signer.hint);
  if (shipped !== undefined) return { key: shipped.name };
  const known = keys.find(({ hint }) => hint === signer.hint);
  if (known === undefined) throw new Error(`The key ${signer.key} is not at hand.`);
  return { key: known.key.export({ type: "spki", format: "pem" }).toString() };
}

/** A rule that ships, as a policy would say it. */
function ruleJson({ signers, require, level, maxAgeDays }: PolicyRule): JsonValue {
  return withoutNull({
    signers: signers.map(trustedJson),
    require: require.length === 0 ? null : require,
    level,
    maxAgeDays,
  });
}

function trustedJson(signer: TrustedSigner): JsonValue {
  switch (signer.kind) {
    case "key":
      return { key: signer.name };
    case "identity": {
      const { identity, issuer, root, source } = signer;
      return withoutNull({ identity, issuer, root, source });
    }
    case "workflow": {
      const { repository: workflow, files, refs, runner, root, source } = signer;
      return withoutNull({ workflow, files, refs, runner, root, source });
    }
  }
}

function withoutNull(values: Readonly<Record<string, JsonValue>>): JsonValue {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
