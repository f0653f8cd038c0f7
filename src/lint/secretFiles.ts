/** A kind of file that holds secrets. */
export interface SecretFile {
  /** `an SSH private key` */
  readonly what: string;
  /** It may as well hold nothing but settings. */
  readonly uncertain: boolean;
}

/** What a file is by its path, null where nothing says that it holds a secret. Wildcards are names like others. */
export function secretFile(path: string): SecretFile | null {
  if (path.length > 1_000 || /test|fixture|example|sample|dummy|snakeoil|template/i.test(path))
    return null;
  const whole = path.toLowerCase().replace(/\/+$/, "");
  const name = whole.slice(whole.lastIndexOf("/") + 1);
  const what = byPath.find(({ pattern }) => pattern.test(whole)) ?? byName(name);
  return what === null ? null : { what: what.what, uncertain: what.uncertain ?? false };
}

interface Kind {
  readonly what: string;
  readonly uncertain?: boolean;
}

const byPath: readonly (Kind & { readonly pattern: RegExp })[] = [
  { what: "AWS credentials", pattern: /(?:^|\/)\.aws(?:\/credentials)?$/ },
  { what: "registry credentials", pattern: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg)$/ },
  { what: "Kubernetes credentials", pattern: /(?:^|\/)\.kube(?:\/config)?$/ },
  { what: "SSH keys", pattern: /(?:^|\/)\.ssh$/ },
];

const names: Readonly<Record<string, Kind>> = {
  ".git-credentials": { what: "Git credentials" },
  ".netrc": { what: "passwords for hosts" },
  _netrc: { what: "passwords for hosts" },
  ".pgpass": { what: "database passwords" },
  ".pypirc": { what: "credentials of a package index" },
  ".npmrc": { what: "credentials of a package registry", uncertain: true },
};

function byName(name: string): Kind | null {
  const known = Object.hasOwn(names, name) ? names[name] : undefined;
  if (known !== undefined) return known;
  if (/^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/.test(name)) return { what: "an SSH private key" };
  if (/^\.env(?:$|[.*])/.test(name) && !/dist|schema|default|tpl|tmpl|\bci$/.test(name))
    return { what: "secrets of the environment", uncertain: name !== ".env" };
  const isPublic = /pub|cert|\bca\b|chain|trust|gpg|pgp|apt|rpm|sign|release|repo|archive/.test(
    name,
  );
  if (isPublic) return null;
  if (/\.(?:p12|pfx)$/.test(name)) return { what: "a private key with its certificate" };
  if (/\.pem$/.test(name) && /key|priv/.test(name)) return { what: "a private key" };
  return /\.key$/.test(name) && tlsKey.test(name) ? { what: "a private key" } : null;
}

/** Keys that programs serve with; `nodesource.key` and the like are public ones of package repositories. */
const tlsKey =
  /^(?:\*|.*(?:server|client|private|priv|tls|ssl|https|domain|wildcard|localhost|nginx|key).*|.+\.(?:com|net|org|io|dev|local))\.key$/;
