import { isStatementType } from "../attestations/envelope";
import { readBundle, type Bundle } from "../attestations/bundle";
import type { JsonDocument } from "../attestations/json";
import { readStatement } from "../attestations/statement";
import { checkBundle } from "./bundleSignature";
import { identityCheck, type ExpectedSigner } from "./expectations";
import { subjectCheck } from "./subject";
import type { Trust } from "./trust";
import { failed, passed, type Check, type SignedBy } from "./verdict";

/** What a bundle says is signed, in the hands of the person who asks. */
export interface SignedFile {
  /** `sha256:` and `sha512:` of it, whichever are known. */
  readonly digests: readonly string[];
  /** Null where only a digest is known. */
  readonly bytes: Uint8Array | null;
}

export interface FileVerdict {
  readonly verdict: "verified" | "unchecked" | "failed" | "untrusted";
  readonly checks: readonly Check[];
  readonly signedBy: SignedBy | null;
}

/**
 * Checks a Sigstore bundle against one file and one signer: what the conformance suite of Sigstore asks of
 * a client. A statement must be about the file, by its digest; a message signature must be over its bytes.
 */
export function verifyFile(
  bundle: JsonDocument,
  file: SignedFile,
  signer: ExpectedSigner,
  trust: Trust,
): FileVerdict {
  const opened = openBundle(bundle);
  if (typeof opened === "string") return settle([failed("signature", opened, "a Sigstore bundle")]);
  const { checks, signedBy } = checkBundle(opened, file.bytes, trust);
  if (signedBy === null) return settle(checks);
  const content = contentChecks(opened, file);
  return settle([...checks, identityCheck(signedBy, signer), ...content], signedBy);
}

function openBundle(document: JsonDocument): Bundle | string {
  const [duplicate] = document.duplicates;
  if (duplicate !== undefined) return `The name "${duplicate.name}" is there twice in one object.`;
  const bundle = readBundle(document.value);
  return bundle.kind === "bundle" ? bundle.bundle : bundle.problem;
}

function contentChecks({ content }: Bundle, file: SignedFile): Check[] {
  if (content.kind === "message") return [passed("subject", content.digest)];
  const { payloadType, payload } = content.envelope;
  if (!isStatementType(payloadType)) {
    return [failed("statement", payloadType, "an in-toto Statement")];
  }
  const reading = readStatement(payload);
  if (reading.kind === "problem") return [failed("statement", reading.problem)];
  const [ambiguity] = reading.ambiguities;
  return [
    ambiguity === undefined ? passed("statement") : failed("statement", ambiguity),
    subjectCheck(reading.statement, file.digests),
  ];
}

function settle(checks: readonly Check[], signedBy: SignedBy | null = null): FileVerdict {
  return { verdict: verdictOf(checks, signedBy), checks, signedBy };
}

function verdictOf(checks: readonly Check[], signedBy: SignedBy | null): FileVerdict["verdict"] {
  const broken = checks.filter(({ result }) => result === "failed");
  if (broken.some(({ name }) => name !== "identity")) return "failed";
  if (broken.length > 0) return "untrusted";
  return signedBy === null ? "unchecked" : "verified";
}
