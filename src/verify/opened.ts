import type { Document, ReadDocument, Statement } from "../attestations/document";
import { readDocument, readPredicate } from "../attestations/read";
import { readStatement } from "../attestations/statement";
import type { Candidate } from "./candidate";
import type { OpenedSignature } from "./signatureOf";
import { failed, notApplicable, passed, type Check } from "./verdict";

/** What a candidate holds, read; not yet compared with what was asked for. */
export interface Opened {
  readonly candidate: Candidate;
  readonly statement: Statement | null;
  readonly read: ReadDocument | null;
  /** Whether it is a signature of the image and nothing else. */
  readonly isSignature: boolean;
  /** The check `statement`: that it can be read, and in one way. */
  readonly clarity: Check;
  readonly content: Uint8Array;
}

/** Reads what a candidate says; `signed` is what the signature in it is over. */
export function open(candidate: Candidate, { signed }: OpenedSignature): Opened {
  const { bytes, content, labels, mediaType } = candidate;
  const isBare = content.kind === "statement";
  if (signed?.kind === "statement" || isBare) {
    return openStatement(
      candidate,
      isBare ? bytes : signed?.kind === "statement" ? signed.payload : bytes,
    );
  }
  if (signed?.kind === "other") {
    const clarity = failed("statement", signed.payloadType, "an in-toto Statement");
    return { ...nothing(candidate), clarity };
  }
  if (content.kind === "document") {
    const read = readDocument(bytes, { mediaType, predicateType: labels[0] ?? null });
    const clarity = notApplicable("statement", "no statement");
    return { ...nothing(candidate), read, isSignature: false, clarity };
  }
  if (content.kind === "notary") return { ...nothing(candidate), isSignature: true };
  const ambiguity = content.kind === "simple-signing" ? content.payload.ambiguity : null;
  return {
    ...nothing(candidate),
    isSignature: true,
    clarity: ambiguity === null ? passed("statement") : failed("statement", ambiguity),
  };
}

/** What cosign writes since version 3 where it signs an image and says nothing more of it. */
const imageSignature = "https://sigstore.dev/cosign/sign/v1";

function openStatement(candidate: Candidate, payload: Uint8Array): Opened {
  const reading = readStatement(payload);
  if (reading.kind === "problem") {
    const clarity = failed("statement", reading.problem, "an in-toto Statement");
    return { ...nothing(candidate), clarity };
  }
  const { statement, ambiguities } = reading;
  const [ambiguity] = ambiguities;
  const isSignature = statement.predicateType === imageSignature;
  const { predicate, predicateType } = statement;
  return {
    candidate,
    statement,
    isSignature,
    read: isSignature ? null : readPredicate(predicate, predicateType),
    clarity: ambiguity === undefined ? passed("statement") : failed("statement", ambiguity),
    content: predicateBytes(predicate),
  };
}

/** SPDX's tag-value format comes as one text; everything else is JSON. */
function predicateBytes(predicate: Statement["predicate"]): Uint8Array {
  return Buffer.from(
    typeof predicate === "string" ? predicate : `${JSON.stringify(predicate, null, 2)}\n`,
  );
}

export function nothing(candidate: Candidate): Opened {
  return {
    candidate,
    statement: null,
    read: null,
    isSignature: false,
    clarity: notApplicable("statement"),
    content: candidate.bytes,
  };
}

export function documentsOf(read: ReadDocument | null): readonly Document[] {
  return read === null ? [] : [read.document, ...read.also];
}
