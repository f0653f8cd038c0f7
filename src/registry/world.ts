import { cachedSource } from "./cachedSource";
import { cacheFolder } from "./cacheFolder";
import { createClient, type RegistryClient } from "./client";
import { configuredCredentials } from "./configuredCredentials";
import { type ContentCache, createContentCache } from "./contentCache";
import { anonymous } from "./credentials";
import { createNodeTransport } from "./nodeTransport";
import { type OpenedImage, openImage } from "./open";

export interface WorldOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** As of `process.platform`. */
  readonly platform: string;
  readonly log: (line: string) => void;
  /** A request has left. */
  readonly onSent?: () => void;
  /** Hosts that speak plain HTTP. */
  readonly insecureHosts?: readonly string[];
  /** PEM texts. */
  readonly authorities?: readonly string[];
  /** Nothing is asked; the cache answers, or nobody. */
  readonly offline?: boolean;
  /** Whether `open` asks for tags and lists again where it is not told. */
  readonly refresh?: boolean;
  /** Nobody's credentials are used, and no helper is run. */
  readonly isAnonymous?: boolean;
}

/** Registries as this person reaches them: with their credentials, their proxy and a cache on disk. */
export interface World {
  readonly client: RegistryClient;
  readonly cache: ContentCache;
  /**
   * The source that a person named, see `openImage`.
   * @param refresh asks for tags and lists again, however short ago they were asked for
   */
  open(text: string, refresh?: boolean): OpenedImage;
}

/**
 * Puts the parts together from the environment: credentials, proxies, the cache, and `DRYDOCK_TOKEN_HOSTS`
 * (`registry.acme.com=gitlab.acme.com`), the hosts beside those that are known to which a registry's credentials may
 * go for a token. Nothing is read or asked before it is needed.
 */
export function createWorld(options: WorldOptions): World {
  const { environment, home, platform, log, offline = false } = options;
  const transport = createNodeTransport({
    log,
    environment,
    ...(options.authorities === undefined ? {} : { authorities: options.authorities }),
    ...(options.onSent === undefined ? {} : { onSent: options.onSent }),
  });
  const client = createClient({
    transport,
    credentials:
      options.isAnonymous === true ? anonymous : configuredCredentials({ environment, home, log }),
    tokenHosts: tokenHosts(environment["DRYDOCK_TOKEN_HOSTS"] ?? ""),
    ...(options.insecureHosts === undefined ? {} : { insecureHosts: options.insecureHosts }),
  });
  const cache = createContentCache({ folder: cacheFolder(environment, home, platform), log });
  const now = () => transport.now();
  return {
    client,
    cache,
    open: (text, refresh = options.refresh ?? false) =>
      openImage(text, client, (source) => cachedSource(source, cache, { now, offline, refresh })),
  };
}

/** `REGISTRY=HOST`, several separated by commas; what is neither is left out. */
function tokenHosts(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(",").map((pair) => pair.trim().toLowerCase().split("="));
  return new Map(
    pairs.flatMap(([registry, host]): [string, string][] =>
      registry && host ? [[registry, host]] : [],
    ),
  );
}
