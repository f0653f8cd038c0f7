import { parsePurl } from "../attestations/purl";
import { parseReference } from "../image/reference";
import { failed, notApplicable, passed, type Check } from "./verdict";

/** The repository that was asked for, and what it may be called by those who signed it. */
export interface AskedName {
  /** `docker.io/acme/app`, normalised. */
  readonly repository: string;
  /** Prefixes of repositories that are copies of others: `mirror.example.com/hub` → `docker.io`. */
  readonly mirrors: Readonly<Record<string, string>>;
}

/**
 * The check `name`: each place of the signed bytes that names repositories names the one that was asked for,
 * mirror prefixes removed. The digest decides what is signed; the name, that it is what was asked for: an old
 * image of another repository, pushed again under this name, is signed all the same.
 * @param signed for each place its names; null for those that are no repository
 */
export function nameCheck(
  signed: readonly (readonly (string | null)[])[],
  asked: AskedName | null,
): Check {
  const places = signed
    .map((names) => names.filter((name) => name !== null))
    .filter((names) => names.length > 0);
  const first = places[0]?.[0];
  if (first === undefined) return notApplicable("name", "no repository is named");
  if (asked === null) return notApplicable("name", `${first}, not asked for by name`);
  const accepted = acceptedNames(asked);
  const isAccepted = (name: string) => accepted.has(shelfOf(name));
  const other = places.find((names) => !names.some(isAccepted));
  return other === undefined
    ? passed("name", places[0]?.find(isAccepted) ?? first, asked.repository)
    : failed("name", namesText(other), asked.repository);
}

function namesText([first = "", ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}

/** The repository in a reference as signers write it (`registry.scout.docker.com/dhi/bun`, `dhi/bun@sha256:…`); null for what is none. */
export function repositoryOfReference(text: string | null): string | null {
  const reference = text === null ? null : parseReference(text);
  return reference === null ? null : `${reference.registry}/${reference.path}`;
}

/**
 * The repository in the name of a statement's subject: a purl of type docker, or of type oci with its
 * address, or a reference with a host. `_`, file names and bare words name none.
 */
export function repositoryOfSubject(name: string | null): string | null {
  if (name === null) return null;
  if (!name.startsWith("pkg:")) return isWithHost(name) ? repositoryOfReference(name) : null;
  const purl = parsePurl(name);
  if (purl === null || purl.name === "_") return null;
  const address = purl.qualifiers.get("repository_url") ?? null;
  const path = purl.namespace === null ? purl.name : `${purl.namespace}/${purl.name}`;
  if (purl.type === "oci") return repositoryOfReference(address);
  if (purl.type !== "docker") return null;
  return repositoryOfReference(address === null ? path : `${address.replace(/\/+$/, "")}/${path}`);
}

function isWithHost(name: string): boolean {
  const [first = "", ...rest] = name.split("/");
  return rest.length > 0 && (first === "localhost" || /[.:]/.test(first));
}

/** The one name for the shelves of Docker Hardened Images and of the Hub, whichever address leads there. */
function shelfOf(repository: string): string {
  const [registry = "", ...path] = repository.split("/");
  if (registry === "dhi.io") return `dhi.io/${path.join("/")}`;
  const isDockers = ["docker.io", "registry.scout.docker.com"].includes(registry);
  if (isDockers && path[0] === "dhi" && path.length === 2) return `dhi.io/${path[1] ?? ""}`;
  return registry === "registry-1.docker.io" ? `docker.io/${path.join("/")}` : repository;
}

function acceptedNames({ repository, mirrors }: AskedName): ReadonlySet<string> {
  const names = [repository, ...originals(repository, mirrors)].map(shelfOf);
  return new Set([...names, ...names.flatMap((name) => hardenedOriginal(name) ?? [])]);
}

/** Where a mirror has it from: the longest prefix that ends at a path boundary. */
function originals(repository: string, mirrors: Readonly<Record<string, string>>): string[] {
  const [longest] = Object.entries(mirrors)
    .filter(([prefix]) => repository === prefix || repository.startsWith(`${prefix}/`))
    .sort(([one], [other]) => other.length - one.length);
  return longest === undefined ? [] : [`${longest[1]}${repository.slice(longest[0].length)}`];
}

/** Docker mirrors its hardened images into organisations as `docker.io/acme/dhi-python`. */
function hardenedOriginal(repository: string): string | null {
  const name = /^(?:docker\.io|registry\.scout\.docker\.com)\/[^/]+\/dhi-([^/]+)$/.exec(
    repository,
  )?.[1];
  return name === undefined ? null : `dhi.io/${name}`;
}
