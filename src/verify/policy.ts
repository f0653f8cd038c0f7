import type { BuilderLevel } from "./levels";
import type { TrustedSigner } from "./signers";
import type { TrustedKey } from "./trustedKey";

/** Kinds of evidence that can be required. */
export const evidenceKinds = ["sbom", "vex", "provenance", "scan", "signature"] as const;
export type RequiredKind = (typeof evidenceKinds)[number];

/** Who may speak for which images, and what has to be there. */
export interface Policy {
  readonly rules: readonly PolicyRule[];
  /**
   * For layouts, archives and files: what lies on a disk has no name that says whose it is, so that no rule above
   * is about it. Null where nobody is believed there.
   */
  readonly local: PolicyRule | null;
  /** Prefixes of repositories that are copies of others: `mirror.example.com/hub` → `docker.io`. */
  readonly mirrors: Readonly<Record<string, string>>;
  /** The keys that its signers name. */
  readonly keys: readonly TrustedKey[];
  /** Known pairs of signer and builder, beside those that ship. */
  readonly builders: readonly BuilderLevel[];
}

export interface PolicyRule {
  /** For people: `Docker Hardened Images`. */
  readonly name: string;
  /** A repository, or a prefix that ends at a path boundary: `dhi.io`, `docker.io/acme/app`; empty for what has no name. */
  readonly images: string;
  /** Whose it is: the person's own policy, or that which ships. */
  readonly origin: "person" | "shipped";
  readonly signers: readonly TrustedSigner[];
  readonly require: readonly RequiredKind[];
  /** The least SLSA build level, null for any. */
  readonly level: number | null;
  /** The most days since it was signed, null for any. */
  readonly maxAgeDays: number | null;
}

/** What is asked for beside a policy: more, never less, and never of another signer. */
export interface Demands {
  readonly require: readonly RequiredKind[];
  readonly level: number | null;
  readonly maxAgeDays: number | null;
}

export const noDemands: Demands = { require: [], level: null, maxAgeDays: null };

/** The stricter of two: all kinds of both, the higher level, the lower age. */
export function stricter(one: Demands, other: Demands): Demands {
  const numbers = (name: "level" | "maxAgeDays") =>
    [one[name], other[name]].filter((value) => value !== null);
  const [levels, ages] = [numbers("level"), numbers("maxAgeDays")];
  return {
    require: [...new Set([...one.require, ...other.require])],
    level: levels.length === 0 ? null : Math.max(...levels),
    maxAgeDays: ages.length === 0 ? null : Math.min(...ages),
  };
}

export const emptyPolicy: Policy = {
  rules: [],
  local: null,
  mirrors: {},
  keys: [],
  builders: [],
};

/**
 * The rule for a repository: the one with the longest prefix of the first policy that has any. A prefix
 * matches at a path boundary: `ghcr.io/acme` is not about `ghcr.io/acme-corp/app`. Null where there is
 * none, and for what has no name.
 */
export function ruleFor(policies: readonly Policy[], repository: string | null): PolicyRule | null {
  if (repository === null) return null;
  for (const { rules } of policies) {
    const matching = rules.filter(({ images }) => isBelow(repository, images));
    const [longest] = matching.sort((one, other) => other.images.length - one.images.length);
    if (longest !== undefined) return longest;
  }
  return null;
}

/** The rule for a file that stands alone: who may sign it. What must be there is asked of images only. */
export function ruleForFile({ local }: Policy): PolicyRule | null {
  return local === null ? null : { ...local, require: [], level: null };
}

function isBelow(repository: string, prefix: string): boolean {
  return repository === prefix || repository.startsWith(`${prefix}/`);
}
