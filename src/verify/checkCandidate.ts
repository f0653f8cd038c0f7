import { createHash } from "node:crypto";
import type { Candidate, SignedManifest } from "./candidate";
import { nameOf, predicateOf, subjectOf } from "./about";
import { freshnessCheck, signerCheck, type Context } from "./context";
import type { EvidenceItem } from "./item";
import { checkBuilder, levelCheck, type BuildLevel } from "./levels";
import { documentsOf, nothing, open, type Opened } from "./opened";
import { openSignature, type OpenedSignature } from "./signatureOf";
import {
  failed,
  notApplicable,
  passed,
  signerOf,
  type Check,
  type SignedBy,
  type Verdict,
} from "./verdict";
import { betterVerdict } from "./verdicts";

/** Checks one candidate: its signature, or the best of those over the manifest that it is a layer of, and what it says. */
export function checkCandidate(candidate: Candidate, context: Context): EvidenceItem {
  const { content, signed } = candidate;
  if (content.kind === "unreadable") return unreadable(candidate, content);
  const own = openSignature(candidate, context.manifests, context.trust);
  const opened = open(candidate, own);
  // Once, since there may be many signatures over much.
  const digest = digestCheck(candidate);
  const isDetached = content.kind === "statement" || content.kind === "document";
  if (!isDetached || signed === null || signed.signatures.length === 0) {
    return settle(opened, digest, own, null, context);
  }
  const over = new Map([[signed.digest, signed.bytes]]);
  const [first, ...others] = signed.signatures.map((signature) =>
    settle(opened, digest, openSignature(signature, over, context.trust), signed, context),
  );
  return others.reduce(
    (best, one) => (betterVerdict(one.verdict, best.verdict) ? one : best),
    first ?? settle(opened, digest, own, null, context),
  );
}

/** The checks that compare with what was asked for, and the verdict. `over` is the manifest that the signature is over, null where it is over the content itself. */
function settle(
  opened: Opened,
  digest: Check,
  { result, signed }: OpenedSignature,
  over: SignedManifest | null,
  context: Context,
): EvidenceItem {
  const { signedBy } = result;
  const about = [
    opened.clarity,
    subjectOf(opened, signed, over, context),
    nameOf(opened, signed, context, signedBy),
    predicateOf(opened, signed, over),
  ];
  // What was built elsewhere, or says something else than its label, has no level here, whoever signed it.
  const isAbout = [digest, ...about].every(({ result }) => result !== "failed");
  const { builder, level } = builderOf(opened, isAbout ? signedBy : null, context);
  const policy =
    signedBy === null
      ? []
      : [
          builder,
          level === null ? notApplicable("level") : levelCheck(level, context.demands.level),
          freshnessCheck(signedBy, context),
        ];
  const identity = signedBy === null ? [] : [signerCheck(signedBy, context)];
  const checks = [digest, ...result.checks, ...identity, ...about, ...policy];
  return itemOf(opened, checks, verdictOf(checks), signedBy, level);
}

function digestCheck({ digest, bytes }: Candidate): Check {
  const [algorithm = "sha256"] = digest.split(":");
  const found = `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
  return found === digest ? passed("digest", digest) : failed("digest", found, digest);
}

function builderOf(
  { read }: Opened,
  signedBy: SignedBy | null,
  { builders }: Context,
): { readonly builder: Check; readonly level: BuildLevel | null } {
  const provenance = documentsOf(read).find(({ kind }) => kind === "provenance");
  if (provenance?.kind !== "provenance") return { builder: notApplicable("builder"), level: null };
  const { check, level } = checkBuilder(signedBy, provenance.provenance, builders);
  return { builder: check, level };
}

/** From the checks alone: a broken one, no signature, one that could not be made, a signer not on the list. */
export function verdictOf(checks: readonly Check[]): Verdict {
  const isFailed = ({ name, result }: Check) => result === "failed" && name !== "identity";
  if (checks.some(isFailed)) return "failed";
  const signature = checks.find(({ name }) => name === "signature");
  if (signature?.result === "not-applicable") return "unsigned";
  if (checks.some(({ result }) => result === "failed")) return "untrusted";
  const identity = checks.find(({ name }) => name === "identity");
  const isWhole = identity !== undefined && checks.every(({ result }) => result !== "not-done");
  return isWhole ? "verified" : "unchecked";
}

function itemOf(
  { candidate, statement, read, isSignature, content }: Opened,
  checks: readonly Check[],
  verdict: Verdict,
  signedBy: SignedBy | null,
  level: BuildLevel | null,
): EvidenceItem {
  const documents = documentsOf(read);
  const kinds = isSignature ? (["signature"] as const) : documents.map(({ kind }) => kind);
  return {
    kind: kinds[0] ?? "other",
    kinds: kinds.length === 0 ? ["other"] : kinds,
    predicateType: statement?.predicateType ?? null,
    format: read?.format ?? formatOf(candidate, isSignature),
    digest: candidate.digest,
    place:
      candidate.content.kind === "bundle" && candidate.place === "referrer"
        ? "bundle"
        : candidate.place,
    location: candidate.location,
    verdict,
    signer: signedBy === null ? null : signerOf(signedBy),
    signedAt: signedBy?.times ?? [],
    checks,
    level,
    documents,
    content,
    problems: read?.problems ?? [],
  };
}

function formatOf({ content, mediaType }: Candidate, isSignature: boolean): string {
  if (content.kind === "notary") return "Notary Project";
  return isSignature ? "signature" : mediaType;
}

/** What something that can't be read was meant to be, by its predicate types and its media type. */
function kindOfLabels(labels: readonly string[]): EvidenceItem["kind"] {
  const found = labelledKinds.find(([prefix]) => labels.some((label) => label.startsWith(prefix)));
  return found?.[1] ?? "other";
}

const labelledKinds = [
  ["https://spdx.dev/Document", "sbom"],
  ["https://cyclonedx.org/bom", "sbom"],
  ["https://openvex.dev/ns", "vex"],
  ["https://slsa.dev/provenance/", "provenance"],
  ["text/spdx", "sbom"],
  ["application/vnd.cyclonedx", "sbom"],
  ["application/vnd.syft", "sbom"],
] as const;

/** What is not there, or can't be opened. Altered is said only where there are bytes of another digest. */
function unreadable(
  candidate: Candidate,
  { problem, isAltered }: { readonly problem: string; readonly isAltered: boolean },
): EvidenceItem {
  const { bytes } = candidate;
  const check: Check = isAltered
    ? failed("digest", "other content", candidate.digest)
    : bytes.length > 0
      ? failed("statement", problem)
      : { name: "digest", result: "not-done", expected: candidate.digest, found: problem };
  const verdict = check.result === "failed" ? "failed" : "unchecked";
  const opened = { ...nothing(candidate) };
  const kind = kindOfLabels([...candidate.labels, candidate.mediaType]);
  const item = itemOf(opened, [check], verdict, null, null);
  return { ...item, kind, kinds: [kind], problems: [problem] };
}
