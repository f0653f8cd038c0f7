import type { JsonValue } from "../attestations/json";
import { field, isList, isObject, textField } from "../attestations/jsonFields";
import { parseReference } from "../image/reference";
import type { BuilderLevel } from "./levels";
import { evidenceKinds, type Policy, type PolicyRule, type RequiredKind } from "./policy";
import type { TrustedSigner } from "./signers";
import type { KeyReading, TrustedKey } from "./trustedKey";
import { isKeyText } from "./writtenKey";

export type PolicyReading =
  | { readonly kind: "policy"; readonly policy: Policy }
  /** All that is wrong with it, as sentences. A policy counts as a whole or not at all. */
  | { readonly kind: "problems"; readonly problems: readonly string[] };

/**
 * Reads a policy from its JSON or YAML. Nothing is guessed: an unknown key, a prefix that is no repository
 * or a key that can't be read makes the whole policy a problem, since what it would leave out might be what
 * protects. Never throws.
 * @param readKey reads the public key that the policy names or holds
 */
export function readPolicy(value: JsonValue, readKey: (name: string) => KeyReading): PolicyReading {
  const reader = createReader(readKey);
  const policy = reader.policy(value);
  return reader.problems.length === 0
    ? { kind: "policy", policy: { ...policy, keys: reader.keys } }
    : { kind: "problems", problems: reader.problems };
}

const policyKeys = ["version", "mirrors", "images", "local", "builders"];
const localKeys = ["name", "signers", "require", "level", "maxAgeDays"];
const imageKeys = ["match", ...localKeys];
const identityKeys = ["identity", "issuer", "root", "source"];
const workflowKeys = ["workflow", "files", "refs", "runner", "root", "source"];
const builderKeys = ["signer", "builder", "level", "by"];

function createReader(readKey: (name: string) => KeyReading) {
  const problems: string[] = [];
  const keys: TrustedKey[] = [];
  const complain = (where: string, message: string): null => {
    problems.push(`${where} ${message}.`);
    return null;
  };

  function known(value: JsonValue | undefined, where: string, allowed: readonly string[]): boolean {
    if (!isObject(value)) return complain(where, "has to be a map of keys to values") !== null;
    for (const key of Object.keys(value)) {
      if (allowed.includes(key)) continue;
      complain(where, `has "${key}", which is not known there; known are ${allowed.join(", ")}`);
    }
    return true;
  }

  function text(value: JsonValue | undefined, name: string, where: string): string | null {
    const found = field(value, name);
    if (found === undefined || found === null) return null;
    return typeof found === "string" && found !== ""
      ? found
      : complain(where, `needs text for "${name}"`);
  }

  function needed(value: JsonValue | undefined, name: string, where: string): string {
    return text(value, name, where) ?? complain(where, `needs "${name}"`) ?? "";
  }

  function list(value: JsonValue | undefined, name: string, where: string): readonly JsonValue[] {
    const found = field(value, name);
    if (found === undefined || found === null) return [];
    return isList(found) ? found : (complain(where, `needs a list for "${name}"`) ?? []);
  }

  function texts(value: JsonValue | undefined, name: string, where: string): string[] {
    const found = list(value, name, where);
    const words = found.filter((one): one is string => typeof one === "string");
    if (words.length < found.length) complain(where, `needs texts in "${name}"`);
    return words;
  }

  function count(value: JsonValue, name: string, where: string, most: number): number | null {
    const found = field(value, name);
    if (found === undefined || found === null) return null;
    const isFit =
      typeof found === "number" && Number.isInteger(found) && found >= 1 && found <= most;
    return isFit ? found : complain(where, `needs a whole number from 1 to ${most} for "${name}"`);
  }

  function signer(value: JsonValue, where: string): TrustedSigner | null {
    if (field(value, "key") !== undefined) {
      known(value, where, ["key"]);
      const keyName = textField(value, "key");
      if (keyName === null || keyName === "")
        return complain(where, `needs text for "key": a file, or the public key itself in PEM`);
      const reading = readKey(keyName);
      if (reading.kind === "problem") {
        const shown = isKeyText(keyName) ? "has a key" : `names the key "${keyName}"`;
        return complain(where, `${shown}: ${reading.problem}`);
      }
      keys.push(reading.key);
      return { kind: "key", hint: reading.key.hint, name: reading.key.name };
    }
    if (field(value, "workflow") !== undefined) return workflow(value, where);
    if (!known(value, where, identityKeys)) return null;
    return {
      kind: "identity",
      identity: needed(value, "identity", where),
      // Certificates of GitHub's own instance for releases name none.
      issuer: field(value, "issuer") === "" ? "" : needed(value, "issuer", where),
      root: text(value, "root", where),
      source: text(value, "source", where),
    };
  }

  function workflow(value: JsonValue, where: string): TrustedSigner | null {
    known(value, where, workflowKeys);
    const repository = needed(value, "workflow", where);
    if (repository === "") return null;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
      return complain(where, `needs a repository on GitHub for "workflow", such as acme/app`);
    }
    const refs = texts(value, "refs", where);
    if (refs.length === 0) complain(where, `needs "refs", such as refs/heads/main or version-tag`);
    return {
      kind: "workflow",
      repository,
      files: texts(value, "files", where),
      refs,
      runner: text(value, "runner", where),
      root: text(value, "root", where),
      source: text(value, "source", where),
    };
  }

  function rule(value: JsonValue, where: string): PolicyRule | null {
    if (!known(value, where, imageKeys)) return null;
    const match = needed(value, "match", where);
    const images = prefixOf(match);
    if (images === null) return complain(where, `matches "${match}", which is no repository`);
    return { ...said(value, where, match), images };
  }

  function local(value: JsonValue | undefined): PolicyRule | null {
    const where = "The rule local";
    if (value === undefined || value === null || !known(value, where, localKeys)) return null;
    return { ...said(value, where, "layouts, archives and files"), images: "" };
  }

  /** @param name for a rule that gives itself none */
  function said(value: JsonValue, where: string, name: string): Omit<PolicyRule, "images"> {
    const require = texts(value, "require", where);
    const unknown = require.find((kind) => !isKind(kind));
    if (unknown !== undefined) {
      complain(where, `requires "${unknown}"; known are ${evidenceKinds.join(", ")}`);
    }
    const signers = list(value, "signers", where).map((one, index) =>
      signer(one, `${where}, signer ${index + 1},`),
    );
    return {
      name: text(value, "name", where) ?? name,
      origin: "person",
      signers: signers.filter((one) => one !== null),
      require: require.filter(isKind),
      level: count(value, "level", where, 3),
      maxAgeDays: count(value, "maxAgeDays", where, 36_500),
    };
  }

  function builder(value: JsonValue, where: string): BuilderLevel | null {
    if (!known(value, where, builderKeys)) return null;
    const signedBy = signer(field(value, "signer") ?? null, `${where}, its signer,`);
    const level = count(value, "level", where, 3);
    if (signedBy === null || level === null) return complain(where, "needs a signer and a level");
    return {
      signer: signedBy,
      builder: text(value, "builder", where),
      level,
      by: text(value, "by", where) ?? "a policy",
    };
  }

  function mirrors(value: JsonValue | undefined): Record<string, string> {
    if (value === undefined || value === null) return {};
    if (!isObject(value)) return complain("mirrors", "has to be a map of prefixes") ?? {};
    const pairs = Object.entries(value).map(([from, to]): readonly [string, string] => {
      const [one, other] = [prefixOf(from), typeof to === "string" ? prefixOf(to) : null];
      if (one === null || other === null) complain("mirrors", `has "${from}", which is no prefix`);
      return [one ?? "", other ?? ""];
    });
    return Object.fromEntries(pairs);
  }

  function policy(value: JsonValue): Omit<Policy, "keys"> {
    const none = { rules: [], local: null, mirrors: {}, builders: [] };
    if (!known(value, "The policy", policyKeys)) return none;
    const version = field(value, "version");
    if (version !== undefined && version !== 1)
      complain("The policy", "has a version that is not 1");
    const rules = list(value, "images", "The policy").map((one, index) =>
      rule(one, `Rule ${index + 1} of images`),
    );
    const builders = list(value, "builders", "The policy").map((one, index) =>
      builder(one, `Builder ${index + 1}`),
    );
    return {
      rules: rules.filter((one) => one !== null),
      local: local(field(value, "local")),
      mirrors: mirrors(field(value, "mirrors")),
      builders: builders.filter((one) => one !== null),
    };
  }

  return { problems, keys, policy };
}

function isKind(word: string): word is RequiredKind {
  return evidenceKinds.some((kind) => kind === word);
}

/**
 * A host, or a repository or a path above one, normalised: `ghcr.io`, `docker.io/acme`, `ghcr.io/acme/app`.
 * Without a host it is a repository on the Hub: `node` is `docker.io/library/node`.
 */
function prefixOf(text: string): string | null {
  if (/^[a-z0-9.-]+(?::\d+)?$/.test(text) && /[.:]|^localhost$/.test(text))
    return text === "index.docker.io" ? "docker.io" : text;
  const hasHost = /^(?:localhost|[^/]*[.:][^/]*)\//.test(text);
  // A path of one part is an organisation here; a reference takes it for an official image.
  const reference = parseReference(hasHost ? `${text}/below` : text);
  if (reference === null || reference.tag !== null || reference.digest !== null) return null;
  const whole = `${reference.registry}/${reference.path}`;
  return hasHost ? whole.slice(0, -"/below".length) : whole;
}
