import type { Provenance } from "../attestations/provenance/model";
import { githubIssuer, isBy, workflowOf, type TrustedSigner } from "./signers";
import { failed, notApplicable, passed, type Check, type SignedBy } from "./verdict";

/** What the provenance of a known signer is worth. */
export interface BuilderLevel {
  readonly signer: TrustedSigner;
  /** `signer`: the builder that the provenance names must be the identity that signed. Text: exactly this one. Null: it is not looked at. */
  readonly builder: string | null;
  /** SLSA build level, 1 to 3. */
  readonly level: number;
  /** Who says so: `slsa-github-generator`. */
  readonly by: string;
}

/** A SLSA build level, and whether it is proved by a signature or only said. */
export interface BuildLevel {
  readonly claim: "is" | "says";
  /** Null where only the builder is told. */
  readonly level: number | null;
  /** A clause for people: `SLSA build level 3 (slsa-github-generator)`, `says it was built by …`. */
  readonly text: string;
}

/**
 * The check `builder` of provenance, and what follows for the level. A builder that builds for everybody
 * has the source in its certificate too: the provenance must not name another.
 */
export function checkBuilder(
  signedBy: SignedBy | null,
  { builder, source }: Pick<Provenance, "builder" | "source">,
  table: readonly BuilderLevel[],
): { readonly check: Check; readonly level: BuildLevel } {
  const says = saying(builder, signedBy !== null);
  if (signedBy === null) return { check: notApplicable("builder", builder), level: says };
  const row = table.find(({ signer }) => isBy(signedBy, signer));
  if (row === undefined) return ofGitHub(signedBy, builder, says);
  const expected =
    row.builder === "signer" && signedBy.kind === "certificate"
      ? signedBy.claims.identity
      : row.builder;
  if (expected !== null && expected !== builder) {
    return { check: failed("builder", builder ?? "none", expected), level: says };
  }
  const built = row.builder === "signer" ? repositoryOf(source?.uri ?? null) : null;
  const certified = signedBy.kind === "certificate" ? signedBy.claims.sourceRepository : null;
  if (built !== null && certified !== null && built !== certified) {
    return {
      check: failed("builder", `built from ${built}`, `built from ${certified}`),
      level: says,
    };
  }
  const level = { claim: "is", level: row.level, text: levelText(row.level, row.by) } as const;
  return { check: passed("builder", builder, expected), level };
}

/**
 * GitHub's own attestations, of any repository: level 2 where the provenance names the workflow that
 * signed, on a machine of GitHub's. A workflow called from another repository may be level 3; only its
 * owner can tell, so it is not said.
 */
function ofGitHub(
  signedBy: SignedBy,
  builder: string | null,
  says: BuildLevel,
): { readonly check: Check; readonly level: BuildLevel } {
  if (
    signedBy.kind === "key" ||
    signedBy.claims.issuer !== githubIssuer ||
    signedBy.claims.runner !== "github-hosted" ||
    builder !== signedBy.claims.identity
  ) {
    return { check: notApplicable("builder", builder), level: says };
  }
  const { identity, sourceRepository } = signedBy.claims;
  const workflow = workflowOf(identity);
  const isOwn = `https://github.com/${workflow?.repository ?? ""}` === sourceRepository;
  const by = isOwn ? "GitHub, a workflow of its own" : "GitHub, a reusable workflow";
  const level = { claim: "is", level: 2, text: levelText(2, by) } as const;
  return { check: passed("builder", builder, identity), level };
}

/** The check `level` against the least one that a policy wants. */
export function levelCheck(level: BuildLevel, least: number | null): Check {
  if (least === null) return notApplicable("level", level.claim === "is" ? level.text : null);
  const isEnough = level.claim === "is" && level.level !== null && level.level >= least;
  const expected = `SLSA build level ${least}`;
  return isEnough ? passed("level", level.text, expected) : failed("level", level.text, expected);
}

/** `git+https://github.com/acme/app@refs/heads/main` → `https://github.com/acme/app`. */
function repositoryOf(uri: string | null): string | null {
  return /^(?:git\+)?(https:\/\/[^@#?]+?)(?:\.git)?(?:[@#?]|$)/.exec(uri ?? "")?.[1] ?? null;
}

function levelText(level: number, by: string): string {
  return `SLSA build level ${level} (${by})`;
}

function saying(builder: string | null, isSigned: boolean): BuildLevel {
  const worth = isSigned ? "whoever signed it is no builder that is known" : "nothing proves it";
  const text =
    builder === null || builder === ""
      ? "does not say who built it"
      : `says it was built by ${builder}; ${worth}`;
  return { claim: "says", level: null, text };
}
