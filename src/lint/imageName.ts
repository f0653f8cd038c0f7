import type { Stage, Word } from "../dockerfile/model";
import { familiarReference, parseReference, type Reference } from "../image/reference";
import type { SpanEdit } from "./rule";

/** How people call the external image of a stage's chain: `node:24`; the word as written where it can't be read. */
export function baseName(stage: Stage): string {
  const { base, image } = stage.root;
  if (base.kind === "scratch") return "scratch";
  const reference = base.kind === "image" ? parseReference(base.reference) : null;
  return reference === null ? (image?.text ?? "") : shortName(reference);
}

/** A reference as people say it: a digest is left out beside a tag, and cut short without one. */
export function shortName(reference: Reference): string {
  const { tag, digest } = reference;
  if (digest === null) return familiarReference(reference);
  const named = familiarReference({ ...reference, digest: null });
  return tag === null ? `${named}@${digest.slice(0, "sha256:".length + 12)}…` : named;
}

/** Where a stage's external image stands: the image token of the FROM at the end of its chain. */
export function baseSpan(stage: Stage): { readonly start: number; readonly end: number } {
  return stage.root.image?.span ?? stage.root.from.keywordSpan;
}

/**
 * The edit that gives an image another tag and touches nothing else; null where the tag is not
 * written out there (variables, quotes), or a digest would contradict it.
 */
export function retag(image: Word, tag: string): SpanEdit | null {
  const { text, span } = image;
  if (!/^[\w./:-]+$/.test(text) || span.end - span.start !== text.length) return null;
  const colon = text.lastIndexOf(":");
  const hasTag = colon > text.lastIndexOf("/");
  const start = hasTag ? span.start + colon : span.end;
  return { span: { start, end: span.end }, newText: `:${tag}` };
}

/** Compressed size as people read it: `412.9 MB`, 10^6 bytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
