import type { Wanted } from "./source";
import { isDigest } from "./digest";

/** `oci:DIR`, `oci:DIR:TAG` or `oci:DIR@sha256:…` taken apart, without the `oci:`. */
export function parseLayoutReference(text: string): Wanted & { readonly folder: string } {
  const at = text.lastIndexOf("@");
  const digest = at < 0 ? null : text.slice(at + 1);
  if (isDigest(digest)) return { folder: text.slice(0, at), tag: null, digest };
  // The last colon, unless it is that of a drive (`C:\build`) or part of a folder's name.
  const match = /^(.+):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/s.exec(text);
  if (match?.[1] === undefined || match[2] === undefined || /^[A-Za-z]$/.test(match[1]))
    return { folder: text, tag: null, digest: null };
  return { folder: match[1], tag: match[2], digest: null };
}
