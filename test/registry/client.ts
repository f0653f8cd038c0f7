import { createClient, type ClientOptions } from "../../src/registry/client";
import { createNodeTransport, type NodeTransportOptions } from "../../src/registry/nodeTransport";
import { openRepository } from "../../src/registry/repository";
import type { ContentSource } from "../../src/registry/source";

export const signal = new AbortController().signal;
export const amd64 = { os: "linux", architecture: "amd64", variant: null };

export interface Asked {
  readonly source: ContentSource;
  /** What was logged. */
  readonly lines: string[];
  /** The pauses before it asked again, in milliseconds. */
  readonly pauses: number[];
}

/** The repository `app` of a host, over the real network of this machine; pauses take no time. */
export function repositoryAt(
  host: string,
  options: Partial<ClientOptions> & { readonly network?: Partial<NodeTransportOptions> } = {},
): Asked {
  const lines: string[] = [];
  const transport = createNodeTransport({ log: (line) => lines.push(line), ...options.network });
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  const unhurried = { ...transport, pause };
  const client = createClient({ transport: unhurried, ...options });
  return { source: openRepository({ registry: host, path: "app" }, client), lines, pauses };
}
