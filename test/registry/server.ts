import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { ServerCertificate } from "./certificate";
import { type Content, ociIndex } from "./image";

/** A registry that serves what it is given, and answers 400 to requests that the specification does not know. */
export interface TestRegistry {
  /** `127.0.0.1:41234` */
  readonly host: string;
  /** Lines such as `GET manifests/latest`, with what came of it: `HEAD manifests/latest 404`. */
  readonly requests: string[];
  /** The Authorization headers that came, in their order. */
  readonly authorizations: (string | undefined)[];
}

export interface Contents {
  /** Manifests and blobs alike. */
  readonly content: readonly Content[];
  readonly tags?: Readonly<Record<string, Content>>;
  /** Served over the referrers API; without it there is none. */
  readonly referrers?: Readonly<Record<string, readonly Content[]>>;
  /** Referrers of a page. */
  readonly pageSize?: number;
  /** Credentials as `user:password`. */
  readonly login?: string;
  /** How they are asked for. */
  readonly challenge?: "basic" | "bearer";
  /** Answers first; true where it did. */
  readonly before?: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
}

/**
 * Starts before the tests of a suite and stops after them. The repository is `app`.
 * @param certificate makes it speak HTTPS
 */
export function startRegistry(
  contents: () => Contents,
  certificate: ServerCertificate | null = null,
): TestRegistry {
  const registry = {
    host: "",
    requests: [] as string[],
    authorizations: [] as (string | undefined)[],
  };
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", `http://${registry.host}`);
    registry.authorizations.push(request.headers.authorization);
    const given = contents();
    if (given.before?.(request, response, url) !== true) answer(request, response, url, given);
    const resource = url.pathname.replace("/v2/app/", "");
    registry.requests.push(`${request.method} ${resource}${url.search} ${response.statusCode}`);
  };
  const server =
    certificate === null ? createServer(serve) : createSecureServer(certificate, serve);
  before((done) => {
    server.listen(0, "127.0.0.1", () => {
      registry.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  beforeEach(() => {
    registry.requests.length = 0;
    registry.authorizations.length = 0;
  });
  after((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });
  return registry;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  given: Contents,
): void {
  const end = (
    status: number,
    headers: Record<string, string> = {},
    body: Uint8Array | string = "",
  ) => {
    response.writeHead(status, { "content-length": String(Buffer.byteLength(body)), ...headers });
    response.end(request.method === "HEAD" ? undefined : body);
  };
  if (url.pathname === "/token") return giveToken(request, url, given, end);
  const refusal = challengeOf(request, given);
  if (refusal !== null) return end(401, { "www-authenticate": refusal });
  const match = /^\/v2\/app\/(manifests|blobs|referrers|tags)\/(.+)$/.exec(url.pathname);
  if (match?.[1] === undefined || match[2] === undefined) return end(400);
  const [, kind, name] = match;
  if (kind === "referrers") return listReferrers(name, url, given, end);
  if (kind === "tags")
    return end(
      200,
      { "content-type": "application/json" },
      JSON.stringify({ name: "app", tags: Object.keys(given.tags ?? {}) }),
    );
  const content = given.tags?.[name] ?? given.content.find(({ digest }) => digest === name);
  if (content === undefined) return end(404, { "content-type": "application/json" }, "{}");
  const accepted = request.headers.accept ?? "";
  if (kind === "manifests" && !accepted.includes(content.mediaType)) return end(400);
  const type = kind === "manifests" ? content.mediaType : "application/octet-stream";
  end(200, { "content-type": type, "docker-content-digest": content.digest }, content.bytes);
}

type End = (status: number, headers?: Record<string, string>, body?: Uint8Array | string) => void;

function listReferrers(digest: string, url: URL, given: Contents, end: End): void {
  if (given.referrers === undefined) return end(404);
  const all = given.referrers[digest] ?? [];
  const from = Number(url.searchParams.get("from") ?? 0);
  const to = from + (given.pageSize ?? all.length);
  const manifests = all.slice(from, to).map(({ descriptor, bytes }) => {
    const { artifactType, annotations } = JSON.parse(Buffer.from(bytes).toString()) as {
      artifactType?: string;
      annotations?: unknown;
    };
    return { ...descriptor, artifactType, annotations };
  });
  const link = to < all.length ? { link: `<${url.pathname}?from=${to}>; rel="next"` } : {};
  const body = JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests });
  end(200, { "content-type": ociIndex, ...link }, body);
}

const token = "a-token";

function challengeOf(request: IncomingMessage, { login, challenge }: Contents): string | null {
  const given = request.headers.authorization;
  if (challenge === undefined) return null;
  if (challenge === "basic") return given === basicOf(login ?? "") ? null : 'Basic realm="test"';
  if (given === `Bearer ${token}`) return null;
  return `Bearer realm="http://${request.headers.host}/token",service="test",scope="repository:app:pull"`;
}

function giveToken(request: IncomingMessage, url: URL, { login }: Contents, end: End): void {
  const isAllowed = login === undefined || request.headers.authorization === basicOf(login);
  const isProper =
    url.searchParams.get("service") === "test" &&
    url.searchParams.get("scope") === "repository:app:pull";
  if (!isProper) return end(400);
  if (!isAllowed) return end(401);
  end(200, { "content-type": "application/json" }, JSON.stringify({ token, expires_in: 300 }));
}

export function basicOf(login: string): string {
  return `Basic ${Buffer.from(login).toString("base64")}`;
}
