import type { Credential } from "./credentials";
import { objectFields, stringOr } from "./json";

/** A configuration file of Docker or an authentication file of Podman, as far as it tells who somebody is. */
export interface CredentialFile {
  /** For people: its path, or the name of the variable. */
  readonly name: string;
  /** Host or host with path, as `keyOf` writes it. */
  readonly entries: ReadonlyMap<string, Credential>;
  /** Host → name of a helper. */
  readonly helpers: ReadonlyMap<string, string>;
  readonly store: string | null;
}

/**
 * Reads such a file; null where the text is no JSON object. Entries that say nothing are left out: Docker writes
 * empty ones for what its helpers keep.
 */
export function readCredentialFile(text: string, name: string): CredentialFile | null {
  const fields = parseObject(text);
  if (fields === null) return null;
  const entries = new Map<string, Credential>();
  for (const [key, value] of objectFields(fields.get("auths")) ?? []) {
    const credential = readEntry(objectFields(value) ?? new Map());
    if (credential !== null && !entries.has(keyOf(key))) entries.set(keyOf(key), credential);
  }
  const helpers = new Map<string, string>();
  for (const [key, value] of objectFields(fields.get("credHelpers")) ?? [])
    if (typeof value === "string" && value !== "") helpers.set(keyOf(key), value);
  return { name, entries, helpers, store: stringOr(fields.get("credsStore"), null) || null };
}

/**
 * The key of an entry: `dhi.io`, `quay.io/acme` (Podman's, for a part of a registry). What Docker wrote with a
 * scheme and a version of the API (`https://index.docker.io/v1/`) is the host alone.
 */
export function keyOf(written: string): string {
  const match = /^https?:\/\/([^/]*)/i.exec(written);
  const plain = match?.[1] ?? written.replace(/\/v[12]\/?$/, "").replace(/\/+$/, "");
  const [host = "", ...path] = plain.split("/");
  const lower = host.toLowerCase();
  return [hubNames.includes(lower) ? "docker.io" : lower, ...path].join("/");
}

const hubNames = ["index.docker.io", "registry-1.docker.io"];

function readEntry(fields: ReadonlyMap<string, unknown>): Credential | null {
  const [user, word] = decode(stringOr(fields.get("auth"), ""));
  const username = stringOr(fields.get("username"), "") || user;
  const password = stringOr(fields.get("password"), "") || word;
  const bearer = stringOr(fields.get("registrytoken"), "");
  if (bearer !== "") return { kind: "bearer", token: bearer };
  const token = stringOr(fields.get("identitytoken"), "");
  if (token !== "") return { kind: "identity", token, username, password };
  return username === "" || password === "" ? null : { kind: "basic", username, password };
}

/** `user:password` in base64; the password may have colons in it, and old files end in zero bytes. */
function decode(auth: string): [string, string] {
  const text = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
  const colon = text.indexOf(":");
  return colon < 0 ? ["", ""] : [text.slice(0, colon), text.slice(colon + 1)];
}

function parseObject(text: string): ReadonlyMap<string, unknown> | null {
  try {
    return objectFields(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch {
    return null;
  }
}
