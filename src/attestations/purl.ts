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
  const begin = afterScheme(beforeQualifiers);
  const slash = beforeQualifiers.indexOf("/", begin);
  if (begin === -1 || slash === -1) return null;
  const type = beforeQualifiers.slice(begin, slash).toLowerCase();
  if (!/^[a-z][a-z0-9.-]*$/.test(type)) return null;

  // The @ of a version comes after the last slash; before it, it belongs to a scope of npm.
  const [names, versionText] = splitVersion(beforeQualifiers.slice(slash + 1));
  if (versionText !== null && (names === "" || names.endsWith("/"))) return null;
  const version = decode(versionText ?? "");
  const named = decodePath(names);
  const subpath = decodePath(subpathText);
  const qualifiers = parseQualifiers(qualifierText);
  if (version === null || named === null || subpath === null || qualifiers === null) return null;
  // A name of git is the path on a host; all others are one segment.
  const name = type === "git" ? named.splice(1).join("/") : (named.pop() ?? "");
  if (name === "" || named.some((segment) => segment.includes("/"))) return null;
  return normalise({
    type,
    namespace: named.join("/") || null,
    name,
    version: version || null,
    qualifiers,
    subpath: subpath.filter((segment) => segment !== "." && segment !== "..").join("/") || null,
  });
}

/**
 * The type of a package URL, null where it is none: `parsePurl(text)?.type`, for lists that need no more of most. One
 * look is enough at how they are usually written, with all escapes in ASCII.
 */
export function purlType(text: string): string | null {
  const isUsual = text.length <= mostUsual;
  const type = isUsual ? usualPurl.exec(text)?.[1]?.toLowerCase() : undefined;
  return type !== undefined && type !== "git" ? type : (parsePurl(text)?.type ?? null);
}

/** More than almost all have. A pattern that repeats groups runs out of stack on millions, and throws. */
const mostUsual = 10_000;

const usualPurl =
  /^pkg:([a-z][a-z0-9.-]*)\/(?:@?(?:[\w.+~:-]|%(?!2f)[0-7][0-9a-f])+\/)*(?:[\w.+~:-]|%(?!2f)[0-7][0-9a-f])+(?:@(?:[\w.+~:-]|%[0-7][0-9a-f])+)?(?:\?[a-z][\w.-]*=(?:[^&#?%]|%[0-7][0-9a-f])*(?:&[a-z][\w.-]*=(?:[^&#?%]|%[0-7][0-9a-f])*)*)?$/i;

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

function normalise({ type, namespace, name, version, qualifiers, subpath }: Purl): Purl {
  const lowered = caseless.name.has(type) ? name.toLowerCase() : name;
  return {
    type,
    namespace: caseless.namespace.has(type) ? (namespace?.toLowerCase() ?? null) : namespace,
    name: normaliseName(type, lowered, qualifiers),
    version: caseless.version.has(type) ? (version?.toLowerCase() ?? null) : version,
    qualifiers,
    subpath,
  };
}

function normaliseName(type: string, name: string, qualifiers: Purl["qualifiers"]): string {
  if (type === "pypi") return name.replaceAll("_", "-");
  if (type === "pub") return name.replaceAll(/[^a-z0-9]/g, "_");
  // Databricks compares the names of its models without case, Azure does not.
  const isDatabricks =
    type === "mlflow" && (qualifiers.get("repository_url")?.includes("databricks") ?? false);
  return isDatabricks ? name.toLowerCase() : name;
}

function parseQualifiers(text: string): ReadonlyMap<string, string> | null {
  if (text === "") return noQualifiers;
  const qualifiers = new Map<string, string>();
  for (const pair of split(text, "&")) {
    const equals = pair.indexOf("=");
    const key = (equals === -1 ? pair : pair.slice(0, equals)).toLowerCase();
    const value = equals === -1 ? "" : decode(pair.slice(equals + 1));
    if (!/^[a-z][a-z0-9._-]*$/.test(key) || value === null) return null;
    if (value !== "") qualifiers.set(key, value);
  }
  return qualifiers;
}

const noQualifiers: ReadonlyMap<string, string> = new Map();

/** Where the type begins; -1 where it is no package URL. Slashes after the scheme mean nothing. */
function afterScheme(text: string): number {
  if (!text.startsWith("pkg:") && !/^pkg:/i.test(text)) return -1;
  let at = "pkg:".length;
  while (text.charCodeAt(at) === slashCode) at += 1;
  return at;
}

const slashCode = 0x2f;

function splitVersion(path: string): [string, string | null] {
  const at = lastIndexOf(path, "@");
  if (at === -1 || path.includes("/", at)) return [path, null];
  return [path.slice(0, at), path.slice(at + 1)];
}

function splitLast(text: string, separator: string): [string, string] {
  const at = lastIndexOf(text, separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** V8 11.3 searches forwards four times as fast as backwards, and mostly there is one or none. */
function lastIndexOf(text: string, character: string): number {
  const first = text.indexOf(character);
  if (first === -1) return -1;
  return text.includes(character, first + 1) ? text.lastIndexOf(character) : first;
}

/** The segments of a path without the empty ones; null where one has broken escapes. */
function decodePath(path: string): string[] | null {
  const segments: string[] = [];
  for (const segment of split(path, "/")) {
    const decoded = decode(segment);
    if (decoded === null) return null;
    if (decoded !== "") segments.push(decoded);
  }
  return segments;
}

/** As `split` of a text, which takes as long as all else here together: lists have some hundred thousand of these. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let to = text.indexOf(separator); to !== -1; to = text.indexOf(separator, from)) {
    parts.push(text.slice(from, to));
    from = to + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

function splitPath(path: string | null): string[] {
  return (path ?? "").split("/").filter((segment) => segment !== "");
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
