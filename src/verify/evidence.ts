import { isKnownFormat } from "../attestations/read";
import type { Artifact, Evidence, ResolvedImage } from "../image/artifact";
import { builtInPolicy, mirroredHardenedRule } from "./builtInPolicy";
import { dhiTrustedKeys } from "./builtIn";
import { candidatesOf, type Candidate } from "./candidate";
import { checkCandidate } from "./checkCandidate";
import type { Context } from "./context";
import type { ExpectedSigner } from "./expectations";
import type { EvidenceItem } from "./item";
import {
  noDemands,
  ruleFor,
  stricter,
  type Demands,
  type Policy,
  type PolicyRule,
  type RequiredKind,
} from "./policy";
import type { TrustRoot } from "./trustRoot";
import type { TrustedKey } from "./trustedKey";
import type { Check, Verdict } from "./verdict";
import { bestVerdict, decidingCheck, worstVerdict } from "./verdicts";

export interface VerifyOptions {
  /** Whose certificates are believed, tried in this order. */
  readonly roots: readonly TrustRoot[];
  /** Only what this signer signed counts; null: those of the policies. */
  readonly signer: ExpectedSigner | null;
  /** The key of that signer, where it is one. */
  readonly key: TrustedKey | null;
  /** The person's own, which goes before the one that ships. */
  readonly policy: Policy;
  /** What must be there beside what the policy wants. */
  readonly demands: Demands;
  readonly now: Date;
}

export interface ImageVerdict {
  readonly verdict: Verdict;
  /** Sentences: why it is not verified. Empty where it is. */
  readonly reasons: readonly string[];
  /** What had to be there; `any` where nothing in particular. */
  readonly required: readonly { readonly type: RequiredKind | "any"; readonly met: boolean }[];
  /** The policy's rule for the image; null where none has one, or a signer was named. */
  readonly rule: PolicyRule | null;
  /** In the order in which they were found. */
  readonly items: readonly EvidenceItem[];
  readonly problems: readonly string[];
}

/**
 * Checks all evidence of an image, statement by statement, and says what it comes to: verified where each
 * kind that is required has a verified statement. More statements never make it better or worse: anyone
 * who may push can add one. Where a place could not be looked at, nothing is said to be unsigned. Never
 * throws, whatever the evidence holds.
 */
export function verifyEvidence(evidence: Evidence, options: VerifyOptions): ImageVerdict {
  return startVerifying(evidence.image, options).finish(evidence);
}

/** Verifies an image of which not everything is known yet. */
export interface Verifying {
  /** Checks an artifact before the others are there; what it comes to is the same. */
  check(artifact: Artifact): void;
  /** As `verifyEvidence`; what was checked before is not checked again. */
  finish(evidence: Evidence): ImageVerdict;
}

/** Begins what `verifyEvidence` does, for those who get evidence piece by piece. */
export function startVerifying(image: ResolvedImage, options: VerifyOptions): Verifying {
  const { repository, index, manifest, indexAnnotations } = image;
  const rule =
    repository === null
      ? options.policy.local
      : (ruleFor([options.policy], repository) ??
        ruleFor([builtInPolicy()], repository) ??
        mirroredHardenedRule(repository, indexAnnotations));
  const digests = [manifest.digest, ...(index === null ? [] : [index.digest])];
  const asked = { digests, repository, rule };
  const context = contextOf(asked, options);
  const checked = new Map<Artifact, CheckedArtifact>();
  return {
    check(artifact) {
      const found = candidatesOf([artifact]);
      if (!found.candidates.some(isOverBytes)) checked.set(artifact, checkFound(found, context));
    },
    finish({ artifacts, problems, manifests }) {
      const whole = contextOf({ ...asked, manifests }, options);
      const all = artifacts.map((one) => checked.get(one) ?? checkArtifact(one, whole));
      return settle(artifacts, all, problems, whole);
    },
  };
}

/** What is known of the image that artifacts are about; no digests for files that stand alone. */
export interface Asked {
  readonly digests: readonly string[];
  readonly repository: string | null;
  readonly rule: PolicyRule | null;
  /** What could not be read while evidence was looked for. */
  readonly problems: readonly string[];
  /** The manifests with these digests, as far as they are at hand. */
  readonly manifests?: ReadonlyMap<string, Uint8Array>;
}

/** As `verifyEvidence`, of artifacts by themselves. */
export function verifyArtifacts(
  artifacts: readonly Artifact[],
  asked: Asked,
  options: VerifyOptions,
): ImageVerdict {
  const context = contextOf(asked, options);
  const checked = artifacts.map((artifact) => checkArtifact(artifact, context));
  return settle(artifacts, checked, asked.problems, context);
}

interface CheckedArtifact {
  readonly items: readonly EvidenceItem[];
  readonly problems: readonly string[];
}

function checkArtifact(artifact: Artifact, context: Context): CheckedArtifact {
  return checkFound(candidatesOf([artifact]), context);
}

function checkFound(
  { candidates, problems }: ReturnType<typeof candidatesOf>,
  context: Context,
): CheckedArtifact {
  return { items: candidates.map((candidate) => checkCandidate(candidate, context)), problems };
}

/** Whether it takes the image's manifests, which are read last, to check a signature. */
function isOverBytes({ content }: Candidate): boolean {
  return content.kind === "bundle" && content.bundle.content.kind === "message";
}

/** What the artifacts come to together. `unread` is what could not be read while evidence was looked for. */
function settle(
  artifacts: readonly Artifact[],
  checked: readonly CheckedArtifact[],
  unread: readonly string[],
  context: Context,
): ImageVerdict {
  const items = checked.flatMap((one) => one.items);
  const { rule } = context;
  const kinds = context.demands.require;
  const required = kinds.length === 0 ? (["any"] as const) : kinds;
  const outcomes = required.map((type) => outcomeOf(type, items));
  const worst = worstVerdict(
    outcomes.map(({ verdict }) => verdict),
    "unsigned",
  );
  const allProblems = [...unread, ...checked.flatMap(({ problems }) => problems)];
  const ofLayers = new Set(artifacts.flatMap(problemsOf));
  const isIncomplete =
    worst !== "verified" && allProblems.some((problem) => !ofLayers.has(problem));
  return {
    verdict: isIncomplete && worst !== "failed" && worst !== "untrusted" ? "unchecked" : worst,
    reasons: [
      ...outcomes.flatMap(({ reason }) => reason ?? []),
      ...(isIncomplete ? ["Not everything could be looked at."] : []),
    ],
    required: outcomes.map(({ type, verdict }) => ({ type, met: verdict === "verified" })),
    rule,
    items,
    problems: allProblems,
  };
}

/** What could not be read of artifacts that were found: each is a piece of evidence that says so. */
function problemsOf({ layers, signatures }: Artifact): string[] {
  return [...layers.flatMap(({ problem }) => problem ?? []), ...signatures.flatMap(problemsOf)];
}

function contextOf(asked: Omit<Asked, "problems">, options: VerifyOptions): Context {
  const { signer, key, policy, roots, now } = options;
  // A signer that a person names replaces who may sign, not what must be there.
  const expected = (asked.rule?.signers ?? []).flatMap((one) =>
    one.kind === "key" ? [one.hint] : [],
  );
  const known = [...policy.keys, ...dhiTrustedKeys()];
  const named = known.filter(({ hint }) => expected.includes(hint));
  const keys = key !== null ? [key] : named.length > 0 ? named : known;
  return {
    digests: asked.digests,
    manifests: asked.manifests ?? new Map(),
    name:
      asked.repository === null ? null : { repository: asked.repository, mirrors: policy.mirrors },
    trust: { roots, keys, keysAreExpected: key !== null || named.length > 0 },
    signer,
    rule: asked.rule,
    demands: withProvenance(stricter(asked.rule ?? noDemands, options.demands)),
    builders: [...policy.builders, ...builtInPolicy().builders],
    now,
  };
}

/** A level is of provenance, so that there has to be one. */
function withProvenance(demands: Demands): Demands {
  const require = demands.level === null ? [] : (["provenance"] as const);
  return stricter(demands, { ...noDemands, require });
}

interface Outcome {
  readonly type: RequiredKind | "any";
  readonly verdict: Verdict;
  readonly reason: string | null;
}

/** The best that there is of one kind. */
function outcomeOf(type: RequiredKind | "any", items: readonly EvidenceItem[]): Outcome {
  const fitting = items.filter(({ kinds }) => type === "any" || kinds.includes(type));
  const verdict = bestVerdict(
    fitting.map((item) => item.verdict),
    "unsigned",
  );
  if (verdict === "verified") return { type, verdict, reason: null };
  const best = fitting.find((item) => item.verdict === verdict);
  return { type, verdict, reason: reasonOf(type, verdict, best) };
}

const nouns: Readonly<Record<RequiredKind | "any", string>> = {
  sbom: "SBOM",
  vex: "VEX",
  provenance: "provenance",
  scan: "scan",
  signature: "signature",
  any: "evidence",
};

function reasonOf(
  type: RequiredKind | "any",
  verdict: Verdict,
  best: EvidenceItem | undefined,
): string {
  const noun = nouns[type];
  if (best === undefined)
    return type === "any" ? "No evidence was found." : `No ${noun} was found.`;
  const what = nameOf(best);
  const decided = decidingCheck(verdict, best.checks);
  switch (verdict) {
    case "unsigned":
      return `The ${what} is not signed: it proves nothing of who made it.`;
    case "untrusted":
      return `The ${what} is signed by ${decided?.found ?? "somebody"}, whom nobody named for this image.`;
    case "unchecked":
      return sentence(`The ${what} could not be checked${detailOf(decided)}`);
    default:
      return decided?.name === "name"
        ? `The ${what} was signed as that of ${decided.found ?? "another repository"}, not of ${decided.expected ?? "this one"}.`
        : sentence(`The ${what} failed a check${detailOf(decided)}`);
  }
}

function nameOf(item: EvidenceItem): string {
  const { kind, format, documents } = item;
  if (kind === "other") return otherName(item);
  // What can't be read has the format that its label says, which names its kind once more.
  return kind === "signature" || documents.length === 0
    ? nouns[kind]
    : `${nouns[kind]} (${format})`;
}

/** Where nothing is known of a format, what was read calls the document so; that is no name in a sentence. */
function otherName({ format, documents: [document] }: EvidenceItem): string {
  if (!isKnownFormat(format))
    return document === undefined ? "artifact" : "document of a kind that is not known";
  // A file that stands alone comes with an empty media type.
  if (format === "") return "document";
  return format.includes("/") ? `artifact (${format})` : format;
}

/** What was found may be a sentence of its own. */
function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

function detailOf(check: Check | undefined): string {
  if (check === undefined) return "";
  const { name, expected, found } = check;
  const told = found === null ? "" : `, ${found}`;
  return `: ${name}${expected === null || found === null ? told : `, expected ${expected}, found ${found}`}`;
}
