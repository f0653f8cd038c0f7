/**
 * Decodes base64 (RFC 4648) strictly, in the standard alphabet or the one for URLs, padded or not, with
 * line breaks left out. Null where there is any other character, where the length is impossible or where
 * bits are left over: one text must not be read as two different byte strings.
 */
export function decodeBase64(text: string): Uint8Array | null {
  const plain = text.includes("\n") || text.includes("\r") ? text.replace(/[\r\n]/g, "") : text;
  const unpadded = withoutPadding(plain);
  if (plain.length !== unpadded.length && plain.length % 4 !== 0) return null;
  const bytes = Buffer.from(unpadded, "base64");
  // Node leaves out what it does not know, takes both alphabets at once, and drops bits: then this is another text.
  const isForUrls = unpadded.includes("_") || unpadded.includes("-");
  const again = withoutPadding(bytes.toString(isForUrls ? "base64url" : "base64"));
  return again === unpadded ? new Uint8Array(bytes) : null;
}

function withoutPadding(text: string): string {
  if (text.endsWith("==")) return text.slice(0, -2);
  return text.endsWith("=") ? text.slice(0, -1) : text;
}
