import type { Reference } from "../image/reference";
import { type Authorization, authorize } from "./authorization";
import { anonymous, type Credentials } from "./credentials";
import { RegistryError } from "./errors";
import { follow } from "./follow";
import { createGate, type Gate } from "./gate";
import { apiHost, isLoopback } from "./hosts";
import { isPlain } from "./networkError";
import { withRetries } from "./retry";
import type { HttpResponse, Transport } from "./transport";

export type Repository = Pick<Reference, "registry" | "path">;

export interface ApiRequest {
  readonly method: "GET" | "HEAD";
  /** Below `/v2/NAME/`: `manifests/latest`. */
  readonly resource: string;
  readonly accept: string;
  readonly maximumBytes: number;
  /** The body was announced to have exactly so many bytes: one that is longer is other content. */
  readonly isAnnounced?: boolean;
}

/** Speaks the OCI distribution protocol with any number of registries. */
export interface RegistryClient {
  readonly transport: Transport;
  /** The address of a resource of a repository, as it is asked for. */
  address(repository: Repository, resource: string): URL;
  /**
   * The answer, after challenges, redirects and retries. Its status is 2xx or 4xx; 401, 403 and 429 are rejected
   * with `unauthorized` and `rate-limited`, as is all that is no answer.
   */
  send(repository: Repository, request: ApiRequest, signal: AbortSignal): Promise<HttpResponse>;
}

export interface ClientOptions {
  readonly transport: Transport;
  readonly credentials?: Credentials;
  /** Hosts that speak plain HTTP: `registry.local:5000`. This machine may, without being named. */
  readonly insecureHosts?: readonly string[];
  /** Registry → the host to which its credentials may go for a token, where that is another. */
  readonly tokenHosts?: ReadonlyMap<string, string>;
  /** Requests to one host at once. */
  readonly concurrency?: number;
}

/** A client that remembers tokens and connections as long as it lives. Safe for any number of requests at once. */
export function createClient(options: ClientOptions): RegistryClient {
  const { transport, credentials = anonymous, insecureHosts = [], concurrency = 8 } = options;
  const gates = new Map<string, Gate>();
  const sessions = new Map<string, Session>();
  // Those of this machine that turned out to speak plain HTTP.
  const plain = new Set(insecureHosts);

  const originOf = (registry: string) =>
    new URL(`${plain.has(registry) ? "http" : "https"}://${apiHost(registry)}`);

  const attempt = async (
    repository: Repository,
    request: ApiRequest,
    authorization: Authorization | null,
    signal: AbortSignal,
  ) => {
    const url = client.address(repository, request.resource);
    const gate = getOrMake(gates, url.host, () => createGate(concurrency));
    const headers: Record<string, string> = {
      accept: request.accept,
      ...(authorization === null ? {} : { authorization: authorization.header }),
    };
    const { method, maximumBytes } = request;
    const one = { method, url, headers, maximumBytes, allowPrivate: true };
    const answer = withRetries(transport, url.host, signal, () =>
      gate.pass(() => follow(transport, one, signal)),
    );
    return answer.catch((error: unknown) => {
      const isTooLarge = error instanceof RegistryError && error.code === "too-large";
      if (!isTooLarge || request.isAnnounced !== true) throw error;
      const message = `${url.href} has more than the ${maximumBytes} bytes that were announced`;
      throw new RegistryError("wrong-digest", message, { cause: error });
    });
  };

  const attemptAnyScheme: typeof attempt = async (repository, request, authorization, signal) => {
    const { registry } = repository;
    // Asked before: others may find out meanwhile.
    const wasPlain = plain.has(registry);
    try {
      return await attempt(repository, request, authorization, signal);
    } catch (error) {
      if (wasPlain || !isLoopback(apiHost(registry)) || !isPlain(error)) throw error;
      plain.add(registry);
      return attempt(repository, request, authorization, signal);
    }
  };

  const client: RegistryClient = {
    transport,
    address: ({ registry, path }, resource) =>
      new URL(`/v2/${path}/${resource}`, originOf(registry)),

    async send(repository, request, signal) {
      const { registry, path } = repository;
      const session = getOrMake(sessions, `${registry}/${path}`, () => createSession());
      const known = session.current(transport.now());
      const first = await attemptAnyScheme(repository, request, known, signal);
      if (first.status !== 401) return checked(first, repository);
      const tokenHost = options.tokenHosts?.get(registry) ?? null;
      const access = { registry, path, origin: originOf(registry), tokenHost };
      const renewed = await session.renew(known, () =>
        authorize(access, first, credentials, transport, signal),
      );
      return checked(await attempt(repository, request, renewed, signal), repository);
    },
  };
  return client;
}

interface Session {
  current(now: Date): Authorization | null;
  /** A new authorization; one that somebody else got, or is getting, counts. */
  renew(refused: Authorization | null, renew: () => Promise<Authorization>): Promise<Authorization>;
}

function createSession(): Session {
  let known: Authorization | null = null;
  let pending: Promise<Authorization> | null = null;
  return {
    current: (now) => (known !== null && known.expires > now ? known : null),
    async renew(refused, renew) {
      while (pending !== null) {
        // Whoever asked for it may have had enough, which is not everybody's word.
        const got = await pending.catch(cancelledOrThrow);
        if (got !== null) return got;
      }
      if (known !== null && refused !== known) return known;
      pending = renew().finally(() => {
        pending = null;
      });
      known = await pending;
      return known;
    },
  };
}

function cancelledOrThrow(error: unknown): null {
  if (error instanceof RegistryError && error.code === "cancelled") return null;
  throw error;
}

function checked(response: HttpResponse, { registry, path }: Repository): HttpResponse {
  const { status } = response;
  if (status === 401 || status === 403)
    throw new RegistryError("unauthorized", `${registry} gives no access to ${path} (${status})`);
  return response;
}

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
