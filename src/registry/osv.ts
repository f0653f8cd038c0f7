import { type ContentCache, recordFields } from "./contentCache";
import { digestOf } from "./digest";
import { RegistryError, registryErrorText } from "./errors";
import { type Freshness, isFresh } from "./freshness";
import { createGate } from "./gate";
import { isLoopback, plainUrl } from "./hosts";
import { elements, objectFields, readJsonObject } from "./json";
import { withRetries } from "./retry";
import type { HttpRequest, Transport } from "./transport";

/** A version of a package as OSV names it: `Debian:12`, `glibc`, `2.36-9+deb12u4`. */
export interface OsvPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

export interface OsvAnswer {
  /** For each package, in the order of the question, the records that are about it. */
  readonly identifiers: readonly (readonly string[])[];
  /** Records by identifier, as they came: JSON of the OSV schema. */
  readonly records: ReadonlyMap<string, Uint8Array>;
  /** When the oldest part of the answer was asked for. */
  readonly askedAt: Date;
  /** Sentences: what was left out for a limit, or could not be had. */
  readonly problems: readonly string[];
}

export interface OsvOptions extends Freshness {
  readonly transport: Transport;
  readonly cache: ContentCache;
  /** Another instance than the public one, which the person named. */
  readonly instance?: string;
}

const publicInstance = "https://api.osv.dev";

/** As the API allows (google.github.io/osv.dev/post-v1-querybatch). */
const batchSize = 1000;
const mostPackages = 20_000;
const mostRecords = 5_000;
/** Of all answers together, beside the first page of each; each costs a request. */
const mostPages = 100;
/** Of all packages together. */
const mostIdentifiers = 200_000;
const maximumBatchBytes = 16 * 1024 * 1024;
/** Those on a kernel list thousands of versions. */
const maximumRecordBytes = 4 * 1024 * 1024;
/** Of all records together. */
const maximumBytes = 128 * 1024 * 1024;

/**
 * Asks OSV which vulnerabilities are known of packages. It is told their names and versions and nothing else: no
 * credentials, and no redirect is followed. Answers are kept as those of registries are: the lists for 15 minutes,
 * a record until OSV says that it has changed.
 * @throws RegistryError where the lists can't be had, `offline` where they are not in the cache
 */
export async function askOsv(
  packages: readonly OsvPackage[],
  options: OsvOptions,
  signal: AbortSignal,
): Promise<OsvAnswer> {
  const origin = originOf(options.instance);
  const asked = packages.slice(0, mostPackages);
  const problems = tooMany(packages.length, mostPackages, "packages");
  const found = new Map<string, string>();
  const identifiers: string[][] = [];
  const left: Left = { pages: mostPages, identifiers: mostIdentifiers };
  let askedAt = options.now();
  for (let from = 0; from < asked.length; from += batchSize) {
    const batch = await askBatch(
      asked.slice(from, from + batchSize),
      origin,
      options,
      left,
      signal,
    );
    if (batch.at < askedAt) askedAt = batch.at;
    problems.push(...batch.problems);
    for (const list of batch.lists) {
      identifiers.push(list.map(({ id }) => id));
      for (const { id, modified } of list) found.set(id, modified);
    }
  }
  problems.push(...tooMany(found.size, mostRecords, "vulnerabilities"));
  const gate = createGate(8);
  const records = new Map<string, Uint8Array>();
  let missing = 0;
  let bytes = 0;
  let reason = "";
  await Promise.all(
    [...found].slice(0, mostRecords).map(([id, modified]) =>
      gate.pass(async () => {
        try {
          if (bytes > maximumBytes)
            throw new RegistryError(
              "too-large",
              `OSV's records have more than ${maximumBytes} bytes`,
            );
          const record = await askRecord(id, modified, origin, options, signal);
          bytes += record.length;
          records.set(id, record);
        } catch (error) {
          if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
          missing++;
          reason = registryErrorText(error);
        }
      }),
    ),
  );
  if (missing > 0)
    problems.push(`Of ${missing} of OSV's records only the identifier is known. ${reason}`);
  return { identifiers, records, askedAt, problems: [...new Set(problems)] };
}

function tooMany(count: number, most: number, noun: string): string[] {
  return count <= most
    ? []
    : [`There are ${count} ${noun}: OSV was asked of the first ${most} only.`];
}

function originOf(instance = publicInstance): URL {
  const url = URL.canParse(instance) ? new URL(instance) : null;
  const isSafe =
    url !== null &&
    (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.host)));
  if (!isSafe || url.username !== "" || url.password !== "" || url.search !== "")
    throw new RegistryError(
      "malformed",
      "The OSV instance must be an https address without a password",
    );
  return new URL(url.pathname.endsWith("/") ? url.href : `${url.href}/`);
}

interface Named {
  readonly id: string;
  readonly modified: string;
}

/** What may still be read; a server could go on for ever. */
interface Left {
  pages: number;
  identifiers: number;
}

interface Batch {
  readonly lists: readonly (readonly Named[])[];
  readonly at: Date;
  readonly problems: readonly string[];
}

async function askBatch(
  packages: readonly OsvPackage[],
  origin: URL,
  options: OsvOptions,
  left: Left,
  signal: AbortSignal,
): Promise<Batch> {
  const { cache, now, offline = false } = options;
  const queries = packages.map(({ ecosystem, name, version }) => ({
    package: { ecosystem, name },
    version,
  }));
  const key = `osv ${origin.href} ${digestOf(Buffer.from(JSON.stringify(queries)))}`;
  const record = await cache.record(key);
  if (record !== null && isFresh(record, options)) {
    const lists = elements(record.value).map(readNamed);
    if (lists.length === queries.length) return { lists, at: record.at, problems: [] };
  }
  if (offline) throw new RegistryError("offline", "What OSV knows of these packages is not kept");
  const at = now();
  const lists: Named[][] = queries.map(() => []);
  let open = queries.map((query, index) => ({ index, query, token: "" }));
  for (let page = 0; open.length > 0 && left.identifiers >= 0; page++) {
    // The first page of a question is read also where others have spent what there is.
    if (page > 0 && left.pages-- <= 0) break;
    const body = {
      queries: open.map(({ query, token }) =>
        token === "" ? query : { ...query, page_token: token },
      ),
    };
    const url = new URL("v1/querybatch", origin);
    const request = requestTo(url, options, maximumBatchBytes, JSON.stringify(body));
    const results = elements(
      readJsonObject(await ask(request, options, signal), url.host).get("results"),
    );
    if (results.length !== open.length)
      throw new RegistryError("malformed", `${url.host} answers other questions than were asked`);
    open = open.flatMap((one, place) => {
      const result = objectFields(results[place]);
      for (const named of readNamed(result?.get("vulns")))
        if (--left.identifiers >= 0) lists[one.index]?.push(named);
      const token = result?.get("next_page_token");
      return typeof token === "string" && token !== "" ? [{ ...one, token }] : [];
    });
  }
  const problems = unreadProblems(open.length > 0, left);
  // A list that is not whole is asked for again.
  if (problems.length === 0) await cache.note(key, lists, at);
  return { lists, at, problems };
}

function unreadProblems(hasMore: boolean, { identifiers }: Left): string[] {
  if (identifiers < 0)
    return [`OSV names more than ${mostIdentifiers} vulnerabilities: the rest was not read.`];
  return hasMore
    ? [`OSV's answers go on for more than ${mostPages} further pages: the rest was not read.`]
    : [];
}

/** What could not be part of an address is left out: no database gives such a name. */
function readNamed(value: unknown): Named[] {
  return elements(value).flatMap((element) => {
    const fields = objectFields(element);
    const [id, modified] = [fields?.get("id"), fields?.get("modified")];
    if (typeof id !== "string" || !/^[A-Za-z0-9][\w.:-]{0,99}$/.test(id)) return [];
    return [{ id, modified: typeof modified === "string" ? modified : "" }];
  });
}

async function askRecord(
  id: string,
  modified: string,
  origin: URL,
  options: OsvOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { cache, now, offline = false } = options;
  const key = `osv ${origin.href} ${id} ${modified}`;
  const digest = recordFields(await cache.record(key)).get("digest");
  const kept = typeof digest === "string" ? await cache.content(digest) : null;
  if (kept !== null) return kept;
  if (offline) throw new RegistryError("offline", `What OSV says of ${id} is not kept`);
  const at = now();
  const url = new URL(`v1/vulns/${encodeURIComponent(id)}`, origin);
  const body = await ask(requestTo(url, options, maximumRecordBytes, null), options, signal);
  if (readJsonObject(body, plainUrl(url)).get("id") !== id)
    throw new RegistryError("malformed", `${plainUrl(url)} is about something else`);
  await cache.keep(digestOf(body), body);
  await cache.note(key, { digest: digestOf(body) }, at);
  return body;
}

function requestTo(
  url: URL,
  { instance }: OsvOptions,
  limit: number,
  body: string | null,
): HttpRequest {
  return {
    method: body === null ? "GET" : "POST",
    url,
    headers: {
      accept: "application/json",
      ...(body === null ? {} : { "content-type": "application/json" }),
    },
    body,
    allowPrivate: instance !== undefined,
    maximumBytes: limit,
  };
}

async function ask(
  request: HttpRequest,
  { transport }: OsvOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { host } = request.url;
  const { status, body } = await withRetries(transport, host, signal, () =>
    transport.exchange(request, signal),
  );
  if (status === 200) return body;
  const code = status === 404 ? "not-found" : "server";
  throw new RegistryError(code, `${plainUrl(request.url)} was answered with ${status}`);
}
