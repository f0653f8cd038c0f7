import { readFileSync } from "node:fs";
import type http from "node:http";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { addressKind } from "./addresses";
import { RegistryError } from "./errors";
import { plainUrl } from "./hosts";
import { networkError } from "./networkError";
import { proxyFor } from "./proxy";
import { stoppedBy } from "./tunnelSignal";
import type { HttpRequest, HttpResponse, Transport } from "./transport";

export interface NodeTransportOptions {
  readonly log: (line: string) => void;
  /** A request has left: what comes next takes as long as the network does. */
  readonly onSent?: () => void;
  readonly now?: () => Date;
  /** How names become addresses; the system's way by default. */
  readonly lookup?: LookupFunction;
  readonly times?: Partial<Times>;
  /** PEM texts of authorities to trust beside Node's own and those of NODE_EXTRA_CA_CERTS. */
  readonly authorities?: readonly string[];
  /** Where proxies are named; no proxies by default. */
  readonly environment?: Environment;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** In milliseconds. */
export interface Times {
  /** Until the headers of an answer are there. */
  readonly headers: number;
  /** Between two pieces of a body. */
  readonly idle: number;
  /** For the whole answer. */
  readonly whole: number;
}

const usualTimes: Times = { headers: 20_000, idle: 20_000, whole: 300_000 };

/** Of an answer that tells of a failure, only the beginning is of use. */
const maximumFailureBytes = 64 * 1024;

/**
 * A transport over Node's own HTTP. Addresses are checked after the name was looked up and before the
 * connection is made, so that a name cannot stand for one address in the check and for another afterwards.
 * Certificates are checked against Node's list and NODE_EXTRA_CA_CERTS.
 */
export function createNodeTransport(options: NodeTransportOptions): Transport {
  const { log, now = () => new Date(), onSent = () => undefined } = options;
  const { authorities = [], environment = {} } = options;
  const times = { ...usualTimes, ...options.times };
  const lookup: LookupFunction =
    options.lookup ?? ((...asked) => void import("node:dns").then((dns) => dns.lookup(...asked)));
  const found = ownAddresses();
  let ca: Promise<{ ca?: string[] }> | null = null;
  const believed = () =>
    (ca ??=
      authorities.length === 0
        ? Promise.resolve({})
        : nodeAuthorities(environment).then((known) => ({ ca: [...known, ...authorities] })));
  // What is asked for nothing is not loaded: a cache answers without all of it.
  const agents = new Map<string, Promise<http.Agent>>();
  const agentFor = (url: URL, proxy: URL | null, allowPrivate: boolean): Promise<http.Agent> => {
    // A connection that may go to a private address must never serve a request that may not.
    const key = JSON.stringify([url.protocol, proxy?.href ?? allowPrivate]);
    const made =
      agents.get(key) ??
      believed().then((trusted) =>
        proxy === null
          ? createAgent(url, checkedLookup(lookup, allowPrivate, found.add), trusted)
          : import("./proxyAgent.js").then(
              ({ createProxyAgents }) => createProxyAgents(proxy, trusted)[scheme(url)],
            ),
      );
    agents.set(key, made);
    return made;
  };
  return {
    now,
    log,
    async exchange(request, signal) {
      const started = now().getTime();
      const say = (answer: string) =>
        log(
          `${request.method} ${plainUrl(request.url)}: ${answer}, ${now().getTime() - started} ms`,
        );
      try {
        checkUrl(request);
        const proxy = proxyFor(request.url, environment);
        const agent = await agentFor(request.url, proxy, request.allowPrivate);
        // VS Code puts an agent of its own in place of ours (its setting http.proxySupport), which asks the request.
        const checked = { agent, lookup: checkedLookup(lookup, request.allowPrivate, found.add) };
        const response = await exchange(request, { ...checked, onSent }, found, times, signal);
        say(`${response.status}, ${response.body.length} bytes`);
        return response;
      } catch (cause) {
        const error = networkError(cause, request.url, signal);
        say(error.message);
        throw error;
      }
    },
    async pause(milliseconds, signal) {
      await wait(milliseconds, undefined, { signal }).catch((cause: unknown) => {
        throw new RegistryError("cancelled", "This was cancelled", { cause });
      });
    },
  };
}

/** What Node trusts where it is told nothing: a list that is given takes the place of all of it. */
async function nodeAuthorities(environment: Environment): Promise<readonly string[]> {
  // Since Node 22.15; it knows the system's own store too, where Node was told to use that.
  const { getCACertificates, rootCertificates }: NodeTls = await import("node:tls");
  if (getCACertificates !== undefined) return getCACertificates("default");
  const extra = environment["NODE_EXTRA_CA_CERTS"] ?? "";
  return extra === "" ? rootCertificates : [...rootCertificates, ...readExtra(extra)];
}

interface NodeTls {
  readonly rootCertificates: readonly string[];
  readonly getCACertificates?: (type: "default") => readonly string[];
}

/** Of a file that can't be read Node warns, and goes on. */
function readExtra(file: string): readonly string[] {
  try {
    return [readFileSync(file, "latin1")];
  } catch {
    return [];
  }
}

function scheme(url: URL): "http" | "https" {
  return url.protocol === "https:" ? "https" : "http";
}

async function createAgent(
  url: URL,
  lookup: LookupFunction,
  trusted: { readonly ca?: string[] },
): Promise<http.Agent> {
  const options = { keepAlive: true, timeout: 60_000, lookup };
  if (scheme(url) === "http") return new (await import("node:http")).default.Agent(options);
  return new (await import("node:https")).default.Agent({ ...options, ...trusted });
}

/** What names were found to stand for, of private networks and this machine. */
interface OwnAddresses {
  readonly add: (name: string, address: string) => void;
  /**
   * Whether a host is in a private network itself: it is written as an address of one, or answers from one that is
   * its own. What answers in its place may be a proxy's: ours, or one that VS Code goes through.
   */
  isPrivate(host: string, answering: string | undefined): boolean;
}

function ownAddresses(): OwnAddresses {
  const known = new Set<string>();
  return {
    add: (name, address) => known.add(`${name} ${address}`),
    isPrivate(host, answering) {
      if (isIP(host) !== 0) return addressKind(host) === "private";
      // Of a connection that was broken off at once the address is gone: it may have been anybody's.
      return answering !== undefined && known.has(`${host} ${answering}`);
    },
  };
}

/** The addresses of a name, or a refusal where one of them must not be connected to. */
function checkedLookup(
  lookup: LookupFunction,
  allowPrivate: boolean,
  onPrivate: OwnAddresses["add"],
): LookupFunction {
  return (name, options, callback) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses =
        typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
      for (const { address } of addresses) {
        const refusal = refusalOf(name, address, allowPrivate);
        if (refusal !== null) return callback(refusal, []);
        if (addressKind(address) === "private") onPrivate(name, address);
      }
      const [first] = addresses;
      if (first === undefined) return callback(new Error("no address"), []);
      if (options.all === true) return callback(null, [...addresses]);
      return callback(null, first.address, first.family);
    });
  };
}

function refusalOf(name: string, address: string, allowPrivate: boolean): RegistryError | null {
  const kind = addressKind(address);
  if (kind === "public" || (kind === "private" && allowPrivate)) return null;
  const shown = name === address ? name : `${name} (${address})`;
  const why = kind === "private" ? "an address of a private network" : "a reserved address";
  return new RegistryError("refused", `${shown} is ${why}, and a registry may not send us there`);
}

/** Node looks no address up that is written as one. */
function checkUrl({ url, allowPrivate }: HttpRequest): void {
  const host = hostOf(url);
  const refusal = isIP(host) === 0 ? null : refusalOf(host, host, allowPrivate);
  if (refusal !== null) throw refusal;
}

/** An IPv6 address without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

async function exchange(
  request: HttpRequest,
  {
    onSent,
    ...connection
  }: {
    readonly agent: http.Agent;
    readonly lookup: LookupFunction;
    readonly onSent: () => void;
  },
  found: OwnAddresses,
  times: Times,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const { method, url, headers, body } = request;
  // Loaded at each request: an editor may put functions of its own in the place of these.
  const protocol = await (scheme(url) === "https" ? import("node:https") : import("node:http"));
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // While an agent waits for a proxy, there is no connection to close yet, and Node keeps its own signal from agents.
    const stopped = new AbortController();
    const outgoing = protocol.default.request(url, {
      method,
      ...connection,
      ...stoppedBy(stopped.signal),
      // What is read has a digest of the bytes as they are; and nothing small can become large.
      headers: { "user-agent": "drydock", "accept-encoding": "identity", ...headers },
    });
    // Node tells of a body that was stopped as of a connection that broke off.
    let reason: Error | null = null;
    const stop = (error: Error) => {
      reason ??= error;
      stopped.abort();
      outgoing.destroy(reason);
    };
    const clock = startClock(times, () => stop(tooSlow(url)));
    const abort = () => stop(new RegistryError("cancelled", "This was cancelled"));
    signal.addEventListener("abort", abort, { once: true });
    const finish = () => {
      clock.stop();
      signal.removeEventListener("abort", abort);
    };
    outgoing.on("error", (error) => {
      finish();
      reject(reason ?? error);
    });
    outgoing.on("response", (incoming) => {
      const isPrivate = found.isPrivate(hostOf(url), incoming.socket.remoteAddress);
      readBody(incoming, request, isPrivate, clock).then(
        (response) => {
          finish();
          resolve(response);
        },
        (error: unknown) => {
          finish();
          outgoing.destroy();
          reject(reason ?? (error instanceof Error ? error : new Error(String(error))));
        },
      );
    });
    outgoing.end(body ?? undefined, onSent);
  });
}

async function readBody(
  incoming: http.IncomingMessage,
  { url, method, maximumBytes }: HttpRequest,
  isPrivate: boolean,
  clock: Clock,
): Promise<HttpResponse> {
  const status = incoming.statusCode ?? 0;
  const isGood = status >= 200 && status < 300;
  const headers = new Map(
    Object.entries(incoming.headers).map(([name, value = ""]) => [name, [value].flat().join(", ")]),
  );
  const encoding = headers.get("content-encoding") ?? "identity";
  if (isGood && encoding !== "identity")
    throw new RegistryError(
      "wrong-type",
      `${url.host} answers packed (${encoding}), which nobody asked for`,
    );
  const limit = isGood ? maximumBytes : maximumFailureBytes;
  const tooLarge = () =>
    new RegistryError("too-large", `${plainUrl(url)} is larger than ${maximumBytes} bytes`);
  if (isGood && method !== "HEAD" && Number(headers.get("content-length") ?? 0) > limit)
    throw tooLarge();
  const pieces: Buffer[] = [];
  let length = 0;
  clock.piece();
  for await (const piece of incoming) {
    const bytes = Buffer.from(piece as Uint8Array);
    length += bytes.length;
    if (length > limit) {
      if (isGood) throw tooLarge();
      break;
    }
    pieces.push(bytes);
    clock.piece();
  }
  return { status, headers, body: Buffer.concat(pieces), isPrivate };
}

interface Clock {
  /** Headers or a piece of the body came. */
  piece(): void;
  stop(): void;
}

function startClock({ headers, idle, whole }: Times, late: () => void): Clock {
  const all = setTimeout(late, whole);
  let next = setTimeout(late, headers);
  return {
    piece() {
      clearTimeout(next);
      next = setTimeout(late, idle);
    },
    stop() {
      clearTimeout(all);
      clearTimeout(next);
    },
  };
}

function tooSlow(url: URL): RegistryError {
  return new RegistryError("timeout", `${url.host} did not answer in time`);
}
