/** A package URL in its parts, decoded and normalised as its type demands. */
export interface Purl {
  readonly type: string;
  /** Segments joined by `/`; null where there are none. */
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  /** Keys in lower case; none is empty. */
  readonly qualifiers: ReadonlyMap<string, string>;
  readonly subpath: string | null;
}

/**
 * Reads a package URL by the purl specification (ECMA-427), null where it is none. What a type forbids
 * beyond that, such as a swift package without namespace, is read: lists in the wild have it.
 */
export function parsePurl(text: string): Purl | null {
  const [beforeSubpath, subpathText] = splitLast(text, "#");
  const [beforeQualifiers, qualifierText] = splitLast(beforeSubpath, "?");
  const scheme = /^pkg:\/*/i.exec(beforeQualifiers);
  if (scheme === null) return null;
  let path = beforeQualifiers.slice(scheme[0].length);
  const slash = path.indexOf("/");
  const type = path.slice(0, Math.max(0, slash)).toLowerCase();
  if (!/^[a-z][a-z0-9.-]*$/.test(type)) return null;
  path = path.slice(slash + 1);

  // The @ of a version comes after the last slash; before it, it belongs to a scope of npm.
  const at = path.lastIndexOf("@");
  const hasVersion = at > path.lastIndexOf("/");
  const version = hasVersion ? decode(path.slice(at + 1)) : "";
  const names = hasVersion ? path.slice(0, at) : path;
  if (hasVersion && (names === "" || names.endsWith("/"))) return null;
  const segments = names.split("/").map(decode);
  const subpath = subpathText.split("/").map(decode);
  const qualifiers = parseQualifiers(qualifierText);
  if (version === null || qualifiers === null) return null;
  if (!segments.every(isText) || !subpath.every(isText)) return null;
  const named = segments.filter((segment) => segment !== "");
  // A name of git is the path on a host; all others are one segment.
  const name = named.splice(type === "git" ? 1 : named.length - 1).join("/");
  if (name === "" || named.some((segment) => segment.includes("/"))) return null;
  return normalise({
    type,
    namespace: named.join("/") || null,
    name,
    version: version || null,
    qualifiers,
    subpath: subpath.filter((segment) => !["", ".", ".."].includes(segment)).join("/") || null,
  });
}

/** Writes a package URL in its canonical form: qualifiers in the order of their keys, empty ones left out. */
export function formatPurl(purl: Purl): string {
  const { type, namespace, name, version, qualifiers, subpath } = normalise(purl);
  const names = type === "git" ? splitPath(name) : [name];
  const segments = [...splitPath(namespace), ...names].map(encode);
  const pairs = [...qualifiers]
    .filter(([, value]) => value !== "")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value)}`);
  return [
    `pkg:${type}/${segments.join("/")}`,
    version === null || version === "" ? "" : `@${encode(version)}`,
    pairs.length === 0 ? "" : `?${pairs.join("&")}`,
    subpath === null || subpath === "" ? "" : `#${splitPath(subpath).map(encode).join("/")}`,
  ].join("");
}

/**
 * Types whose namespace, name or version has no case (definitions of purl-spec, 2026-11; git by its tests,
 * which contradict its definition).
 */
const caseless = {
  namespace: new Set(
    "alpm apk bitbucket brew composer deb git github hex luarocks qpkg rpm vscode-extension yocto".split(
      " ",
    ),
  ),
  name: new Set(
    (
      "alpm apk bitbucket bitnami brew chrome-extension composer deb git github hex luarocks oci otp pub " +
      "pypi vscode-extension"
    ).split(" "),
  ),
  version: new Set(["huggingface", "oci", "pypi", "vscode-extension"]),
} as const;

function normalise(purl: Purl): Purl {
  const lowered = {
    ...purl,
    namespace: caseless.namespace.has(purl.type)
      ? (purl.namespace?.toLowerCase() ?? null)
      : purl.namespace,
    name: caseless.name.has(purl.type) ? purl.name.toLowerCase() : purl.name,
    version: caseless.version.has(purl.type) ? (purl.version?.toLowerCase() ?? null) : purl.version,
  };
  return { ...lowered, name: normaliseName(lowered) };
}

function normaliseName({ type, name, qualifiers }: Purl): string {
  if (type === "pypi") return name.replaceAll("_", "-");
  if (type === "pub") return name.replaceAll(/[^a-z0-9]/g, "_");
  // Databricks compares the names of its models without case, Azure does not.
  const isDatabricks = qualifiers.get("repository_url")?.includes("databricks") ?? false;
  return type === "mlflow" && isDatabricks ? name.toLowerCase() : name;
}

function parseQualifiers(text: string): Map<string, string> | null {
  const qualifiers = new Map<string, string>();
  for (const pair of text === "" ? [] : text.split("&")) {
    const equals = pair.indexOf("=");
    const key = (equals === -1 ? pair : pair.slice(0, equals)).toLowerCase();
    const value = equals === -1 ? "" : decode(pair.slice(equals + 1));
    if (!/^[a-z][a-z0-9._-]*$/.test(key) || value === null) return null;
    if (value !== "") qualifiers.set(key, value);
  }
  return qualifiers;
}

function splitLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function splitPath(path: string | null): string[] {
  return (path ?? "").split("/").filter((segment) => segment !== "");
}

function isText(segment: string | null): segment is string {
  return segment !== null;
}

/** Null where the escapes are broken. A plus is a plus: versions of Debian have them. */
function decode(text: string): string | null {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function encode(text: string): string {
  // By way of UTF-8, half a surrogate pair becomes a replacement character instead of an exception.
  return encodeURIComponent(Buffer.from(text).toString())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%3A", ":");
}
