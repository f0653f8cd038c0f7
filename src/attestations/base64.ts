/**
 * Decodes base64 (RFC 4648) strictly, in the standard alphabet or the one for URLs, padded or not, with
 * line breaks left out. Null where there is any other character, where the length is impossible or where
 * bits are left over: one text must not be read as two different byte strings.
 */
export function decodeBase64(text: string): Uint8Array | null {
  const plain = /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, "") : text;
  if (!/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/.test(plain)) return null;
  const bytes = Buffer.from(plain, "base64");
  const unpadded = withoutPadding(plain);
  if (plain.length !== unpadded.length && plain.length % 4 !== 0) return null;
  const again = withoutPadding(bytes.toString(/[_-]/.test(plain) ? "base64url" : "base64"));
  return again === unpadded ? new Uint8Array(bytes) : null;
}

function withoutPadding(text: string): string {
  if (text.endsWith("==")) return text.slice(0, -2);
  return text.endsWith("=") ? text.slice(0, -1) : text;
}
