/** The host that serves a registry's API: Docker Hub's is another one than its name. */
export function apiHost(registry: string): string {
  return registry === "docker.io" ? "registry-1.docker.io" : registry;
}

/** Whether a registry's name can be connected to: `localhost:99999` and `10.0.0.300` can't, which are references all the same. */
export function isAddress(registry: string): boolean {
  return URL.canParse(`https://${apiHost(registry)}`);
}

/** This machine, where plain HTTP leaves nothing to overhear. */
export function isLoopback(host: string): boolean {
  const { hostname } = new URL(`http://${host}`);
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Without the query, in which storage services put signatures that let in whoever has them. */
export function plainUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/**
 * Whether the credentials for a registry may go to the address that gives out its tokens. A registry names that
 * address itself, so it may be anybody's: only the registry's own host may have them, at its own port or that of HTTPS, and
 * pairs that are known.
 * @param allowed the host that the person named for it
 * @param realm must be HTTPS, but for a registry that speaks plain HTTP itself
 */
export function mayHaveCredentials(realm: URL, origin: URL, allowed: string | null): boolean {
  if (realm.protocol !== "https:" && realm.protocol !== origin.protocol) return false;
  if (realm.username !== "" || realm.password !== "") return false;
  if (realm.host === origin.host) return true;
  if (realm.protocol === "https:" && realm.host === origin.hostname) return true;
  if (realm.protocol === "https:" && realm.host === allowed) return true;
  const known = Object.hasOwn(knownRealms, origin.host) ? knownRealms[origin.host] : undefined;
  return realm.protocol === "https:" && realm.host === known;
}

/** API host → the host of its tokens, both of the same owner; as seen in their challenges, or documented. */
const knownRealms: Readonly<Record<string, string>> = {
  "registry-1.docker.io": "auth.docker.io",
  "dhi.io": "auth.docker.io",
  "registry.scout.docker.com": "auth.docker.io",
  "registry.gitlab.com": "gitlab.com",
  "registry.digitalocean.com": "api.digitalocean.com",
};
