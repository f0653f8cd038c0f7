/** An image reference in its parts, normalised as Docker does: `node:24` is `docker.io/library/node:24`. */
export interface Reference {
  /** `docker.io`, `localhost:5000`: lower case, port kept. */
  readonly registry: string;
  /** `library/node`. */
  readonly path: string;
  readonly tag: string | null;
  /** `sha256:…` */
  readonly digest: string | null;
}

/**
 * Reads a reference as `ParseNormalizedNamed` of github.com/distribution/reference does, and gives
 * null for all that it refuses: upper case in the repository, a tag over 128 characters, a digest of
 * another length or algorithm, a name that is nothing but 64 hexadecimal digits (an image id).
 *
 * The host is lower-cased, since host names ignore case, but for those that are another host only by
 * their capitals: `Acme/app` and `Docker.io/app` are not `acme/app` and `app` on the Hub. `index.docker.io` is `docker.io`, as there.
 * `registry-1.docker.io`, the address behind both, stays what it is: Docker keeps it apart, and pulling
 * `registry-1.docker.io/node` is not pulling `library/node`. (The catalog knows that it is the same shelf.)
 *
 * Takes linear time, whatever the text.
 */
export function parseReference(text: string): Reference | null {
  if (/^[a-f0-9]{64}$/.test(text)) return null;
  const [named, digest] = cut(text, "@");
  if (digest !== null && !isDigest(digest)) return null;
  const { host, remainder } = splitHost(named);
  const [name, tag] = cut(remainder, ":");
  if (tag !== null && !isTag(tag)) return null;
  if (!isHost(host)) return null;
  const path = host === hub && !name.includes("/") ? `library/${name}` : name;
  if (!isPath(path)) return null;
  return { registry: lowerCaseHost(host), path, tag, digest };
}

/** The whole reference as given, normalised: `docker.io/library/node:24`, `dhi.io/node@sha256:…`. */
export function formatReference(reference: Reference): string {
  return `${reference.registry}/${reference.path}${suffix(reference)}`;
}

/** Adds the tag `latest` where there is neither tag nor digest, as BuildKit's TagNameOnly does. */
export function withDefaultTag(reference: Reference): Reference {
  if (reference.tag !== null || reference.digest !== null) return reference;
  return { ...reference, tag: "latest" };
}

/**
 * The form that people write, for messages: `node:24`, `grafana/grafana`, `dhi.io/node:24`. It always
 * reads back as the same reference: `docker.io/acme.io/app` keeps its host.
 */
export function familiarReference(reference: Reference): string {
  if (reference.registry !== hub) return formatReference(reference);
  const { path } = reference;
  const official = /^library\/[^/]+$/.test(path);
  const short = official ? path.slice("library/".length) : path;
  const readsBack = official || (path.includes("/") && splitHost(path).host === hub);
  return `${readsBack ? short : `${hub}/${path}`}${suffix(reference)}`;
}

const hub = "docker.io";

function suffix({ tag, digest }: Reference): string {
  return `${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}

/** The text before and after the first separator; null after it where there is none. */
function cut(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** What stands before the first slash is a host where it looks like one, else all is a name on the Hub. */
function splitHost(name: string): { host: string; remainder: string } {
  const [first, remainder] = cut(name, "/");
  if (remainder === null) return { host: hub, remainder: name };
  if (first === "index.docker.io") return { host: hub, remainder };
  return looksLikeHost(first) ? { host: first, remainder } : { host: hub, remainder: name };
}

function looksLikeHost(word: string): boolean {
  return word === "localhost" || /[.:]/.test(word) || word.toLowerCase() !== word;
}

function lowerCaseHost(host: string): string {
  const lower = host.toLowerCase();
  return looksLikeHost(lower) && lower !== hub ? lower : host;
}

/** A DNS name, an IPv4 address or an IPv6 address in brackets, with an optional port. */
function isHost(host: string): boolean {
  const bracketed = /^\[[a-fA-F0-9:]+\](?::[0-9]+)?$/;
  if (host.startsWith("[")) return bracketed.test(host);
  const [name, port] = cut(host, ":");
  if (port !== null && !/^[0-9]+$/.test(port)) return false;
  return name.split(".").every(isHostLabel);
}

function isHostLabel(label: string): boolean {
  return /^[a-zA-Z0-9-]+$/.test(label) && !label.startsWith("-") && !label.endsWith("-");
}

/** At most 255 characters: the limit of distribution/reference, and what keeps the pattern cheap. */
function isPath(path: string): boolean {
  if (path.length > 255) return false;
  return path
    .split("/")
    .every((component) => /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(component));
}

function isTag(tag: string): boolean {
  return tag.length <= 128 && /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(tag);
}

/** Exactly the algorithms and lengths of github.com/opencontainers/go-digest. */
function isDigest(digest: string): boolean {
  return /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/.test(digest);
}
