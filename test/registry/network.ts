import { createClient, type ClientOptions } from "../../src/registry/client";
import { openRepository } from "../../src/registry/repository";
import type { ContentSource } from "../../src/registry/source";
import type { HttpRequest, HttpResponse, Transport } from "../../src/registry/transport";
import type { Content } from "./image";

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly isPrivate?: boolean;
}

/** A network of hosts that answer as they are told, each request noted as `GET https://host/path`. */
export interface TestNetwork {
  readonly transport: Transport;
  readonly requests: HttpRequest[];
  /** `GET https://host/path`, with the Authorization header where there was one. */
  lines(): string[];
}

export function testNetwork(answer: (request: HttpRequest) => Answer): TestNetwork {
  const requests: HttpRequest[] = [];
  const transport: Transport = {
    exchange(request): Promise<HttpResponse> {
      requests.push(request);
      const { status = 200, headers = {}, body = "", isPrivate = false } = answer(request);
      return Promise.resolve({
        status,
        headers: new Map(Object.entries(headers)),
        body: request.method === "HEAD" ? new Uint8Array() : Buffer.from(body),
        isPrivate,
      });
    },
    now: () => new Date(0),
    pause: () => Promise.resolve(),
    log: () => undefined,
  };
  const lines = () =>
    requests.map(({ method, url, headers }) =>
      [method, url.href, headers["authorization"]].filter((it) => it !== undefined).join(" "),
    );
  return { transport, requests, lines };
}

/** The repository `app` of `registry.test`, over HTTPS as usual. */
export function repositoryOf(
  network: TestNetwork,
  options: Partial<ClientOptions> = {},
): ContentSource {
  const client = createClient({ transport: network.transport, ...options });
  return openRepository({ registry: "registry.test", path: "app" }, client);
}

/** What a registry answers for content: by digest, and by the names that are given. */
export function serving(
  contents: readonly Content[],
  names: Readonly<Record<string, Content>> = {},
): (request: HttpRequest) => Answer {
  return ({ url }) => {
    const name = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
    const found = names[name] ?? contents.find(({ digest }) => digest === name);
    if (found === undefined || url.pathname.includes("/referrers/")) return { status: 404 };
    const { mediaType, digest, bytes } = found;
    return { headers: { "content-type": mediaType, "docker-content-digest": digest }, body: bytes };
  };
}
