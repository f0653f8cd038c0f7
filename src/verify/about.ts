import { readStatement } from "../attestations/statement";
import type { Candidate, SignedManifest } from "./candidate";
import type { Context } from "./context";
import { nameCheck, repositoryOfReference, repositoryOfSubject } from "./names";
import type { Opened } from "./opened";
import type { OpenedSignature } from "./signatureOf";
import { subjectCheck, subjectsOf } from "./subject";
import { failed, notApplicable, passed, type Check, type SignedBy } from "./verdict";

const imageSigningType = "cosign container image signature";

/**
 * The subject of everything that is signed: of the statement the image; of a detached signature the
 * manifest that holds the statement, which in turn must be about the image. BuildKit's statements name no
 * subject where the image was given no name: of these too the manifest has to tell.
 */
export function subjectOf(
  { statement, candidate }: Opened,
  signed: OpenedSignature["signed"],
  over: SignedManifest | null,
  { digests }: Context,
): Check {
  const isSilent =
    statement === null ||
    (statement.subjects.length === 0 && candidate.content.kind === "statement");
  const checks = [
    ...(isSilent || digests.length === 0 ? [] : [subjectCheck(statement, digests)]),
    ...(signed?.kind === "manifest"
      ? [over === null ? manifestCheck(signed, digests) : overManifestCheck(signed, over)]
      : []),
    ...(signed?.kind === "statement" && over !== null ? [overCheck(signed.payload, over)] : []),
    ...(candidate.about === null
      ? []
      : aboutCheck(candidate.about, over !== null && isSilent, digests)),
  ];
  const [first] = checks;
  if (digests.length === 0) return notApplicable("subject", "no image was asked for");
  const none = notApplicable("subject", statement === null ? null : "the statement names none");
  return checks.find(({ result }) => result === "failed") ?? first ?? none;
}

function manifestCheck(
  { digest, payload }: Extract<NonNullable<OpenedSignature["signed"]>, { kind: "manifest" }>,
  digests: readonly string[],
): Check {
  const expected = digests.join(" or ");
  if (payload !== null && payload.type !== imageSigningType) {
    return failed("subject", payload.type ?? "no type", imageSigningType);
  }
  return digest !== null && digests.includes(digest)
    ? passed("subject", digest, expected)
    : failed("subject", digest ?? "none", expected);
}

/** The same of a signature over an attestation, whose digest means nothing to a person. */
function overManifestCheck(
  signed: Extract<NonNullable<OpenedSignature["signed"]>, { kind: "manifest" }>,
  over: SignedManifest,
): Check {
  return ofSignature(manifestCheck(signed, [over.digest]));
}

/** Says of a check that failed that its digests are those of what is signed, not of the image. */
function ofSignature(check: Check): Check {
  if (check.result !== "failed" || !(check.found?.startsWith("sha") ?? false)) return check;
  return failed("subject", `one over ${check.found}`, `a signature over ${check.expected}`);
}

/** A bundle over an attestation: its own statement has the attestation's manifest as its subject. */
function overCheck(payload: Uint8Array, over: SignedManifest): Check {
  const reading = readStatement(payload);
  if (reading.kind === "problem") return failed("subject", reading.problem, over.digest);
  if (reading.ambiguities.length > 0) return failed("subject", reading.ambiguities[0] ?? null);
  return ofSignature(subjectCheck(reading.statement, [over.digest]));
}

/**
 * Where a manifest is signed whose layer does not say what it is about, its own subject alone tells: the place is
 * nobody's word, and any image that the signer ever signed could be listed there.
 */
function aboutCheck(
  { manifest, place }: NonNullable<Candidate["about"]>,
  hasToSaySo: boolean,
  digests: readonly string[],
): Check[] {
  const expected = digests.join(" or ");
  if (hasToSaySo && manifest === null)
    return [failed("subject", "nothing that is signed says so", expected)];
  const found = manifest ?? place;
  return digests.includes(found) ? [] : [failed("subject", found, expected)];
}

/** The repositories that the signed bytes name. Unsigned bytes may name anything. */
export function nameOf(
  { statement }: Opened,
  signed: OpenedSignature["signed"],
  { digests, name }: Context,
  signedBy: SignedBy | null,
): Check {
  if (signedBy === null) return notApplicable("name");
  const payload = signed?.kind === "manifest" ? signed.payload : null;
  const subjects = statement === null ? [] : subjectsOf(statement, digests);
  return nameCheck(
    [
      [repositoryOfReference(payload?.reference ?? null)],
      [repositoryOfReference(payload?.statement.subject ?? null)],
      subjects.map((subject) => repositoryOfSubject(subject.name)),
    ],
    name,
  );
}

/** The type in the signed bytes against every label beside them; labels are not signed. */
export function predicateOf(
  { statement, candidate }: Opened,
  signed: OpenedSignature["signed"],
  over: SignedManifest | null,
): Check {
  if (statement === null) return notApplicable("predicate");
  const found = statement.predicateType;
  const promised = over !== null && signed?.kind === "manifest" ? signed.payload?.statement : null;
  const labels = [
    ...candidate.labels,
    ...(promised?.predicateType == null ? [] : [promised.predicateType]),
  ];
  const other = labels.find((label) => !isAlias(label, found));
  return other === undefined ? passed("predicate", found) : failed("predicate", found, other);
}

/** cosign's short names stand in its annotations in place of the types that they mean (cosign pkg/cosign/attestation). */
const aliases: ReadonlyMap<string, string> = new Map([
  ["slsaprovenance", "https://slsa.dev/provenance/v0.2"],
  ["slsaprovenance02", "https://slsa.dev/provenance/v0.2"],
  ["slsaprovenance1", "https://slsa.dev/provenance/v1"],
  ["spdx", "https://spdx.dev/Document"],
  ["spdxjson", "https://spdx.dev/Document"],
  ["cyclonedx", "https://cyclonedx.org/bom"],
  ["vuln", "https://cosign.sigstore.dev/attestation/vuln/v1"],
  ["openvex", "https://openvex.dev/ns"],
]);

function isAlias(label: string, predicateType: string): boolean {
  return label === predicateType || aliases.get(label) === predicateType;
}
