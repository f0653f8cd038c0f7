/** A shown path as a URI reference: `a%20b/Dockerfile`, `file:///C:/x/Dockerfile`. */
export function artifactUri(shown: string): string {
  const encoded = shown
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  if (shown.startsWith("//")) return `file:${encoded}`;
  if (shown.startsWith("/")) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(shown) ? `file:///${encoded.replace("%3A", ":")}` : encoded;
}
