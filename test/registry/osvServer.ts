import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** An instance of OSV that has what it is given, and answers 400 to what its API does not know. */
export interface OsvServer {
  /** `http://127.0.0.1:41234` */
  readonly address: string;
  /** Lines such as `POST /v1/querybatch 200`. */
  readonly requests: string[];
}

export interface OsvContents {
  /** Ecosystem, name and version, as `npm minimist 1.0.0` → the identifiers of what is known. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  readonly records: Readonly<Record<string, object>>;
  /** Identifiers of a page. */
  readonly pageSize?: number;
  readonly modified?: string;
}

interface Query {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly version: string;
  readonly page_token?: string;
}

/** Starts before the tests of a suite and stops after them. */
export function startOsv(contents: () => OsvContents): OsvServer {
  const osv = { address: "", requests: [] as string[] };
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const found = answer(request, body, contents());
      const [status, content] = found === null ? [400, {}] : found;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(content));
      osv.requests.push(`${request.method} ${request.url} ${status}`);
    });
  });
  before((done) => {
    server.listen(0, "127.0.0.1", () => {
      osv.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  beforeEach(() => {
    osv.requests.length = 0;
  });
  after((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });
  return osv;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces).toString();
}

function answer(
  { method, url = "", headers }: IncomingMessage,
  body: string,
  { packages, records, pageSize = 1000, modified = "2026-01-01T00:00:00Z" }: OsvContents,
): readonly [number, object] | null {
  const isWelcome =
    headers.authorization === undefined && headers.accept?.includes("json") === true;
  if (!isWelcome) return null;
  const id = /^\/v1\/vulns\/([\w%.-]+)$/.exec(url)?.[1];
  if (method === "GET" && id !== undefined) {
    const record = records[decodeURIComponent(id)];
    return record === undefined ? [404, {}] : [200, { id: decodeURIComponent(id), ...record }];
  }
  const isQuery = method === "POST" && url === "/v1/querybatch";
  if (!isQuery || headers["content-type"] !== "application/json") return null;
  const { queries } = JSON.parse(body) as { readonly queries: readonly Query[] };
  if (queries.length > 1000 || queries.some((query) => query.package.ecosystem === "")) return null;
  const results = queries.map((query) => {
    const { ecosystem, name } = query.package;
    const all = packages[`${ecosystem} ${name} ${query.version}`] ?? [];
    const from = Number(query.page_token ?? 0);
    const to = from + pageSize;
    const vulns = all.slice(from, to).map((one) => ({ id: one, modified }));
    // As the API does, nothing at all where nothing is known.
    if (vulns.length === 0) return {};
    return { vulns, ...(to < all.length ? { next_page_token: String(to) } : {}) };
  });
  return [200, { results }];
}
