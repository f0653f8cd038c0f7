import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { type Duplex, PassThrough } from "node:stream";
import tls from "node:tls";
import { RegistryError } from "./errors";
import { signalOf } from "./tunnelSignal";

type Connect = NonNullable<http.ClientRequestArgs["createConnection"]>;

/**
 * Agents that reach hosts through a proxy, by its CONNECT method (RFC 9110, 9.3.6): what goes through it stays
 * between us and the host. The proxy looks names up, so their addresses can't be checked here. What a
 * request is `stoppedBy` ends its way through the proxy, also while that does not answer.
 */
export function createProxyAgents(
  proxy: URL,
  ca: { readonly ca?: string[] },
): Readonly<Record<"http" | "https", http.Agent>> {
  const open = new http.Agent({ keepAlive: true });
  const secure = new https.Agent({ keepAlive: true });
  const connect =
    (secured: boolean): Connect =>
    (options, callback) => {
      const host = options.host ?? "";
      const port = options.port ?? "";
      const target = `${host.includes(":") ? `[${host}]` : host}:${port}`;
      tunnel(proxy, target, ca, signalOf(options)).then(
        (socket) => {
          // An address is no name for a server.
          const named = isIP(host) === 0 ? { servername: host } : {};
          callback(null, secured ? tls.connect({ ...ca, ...named, socket, host }) : socket);
        },
        // With an error Node looks at no stream, and its type wants one.
        (error: Error) => callback(error, new PassThrough()),
      );
      return undefined;
    };
  open.createConnection = connect(false);
  secure.createConnection = connect(true);
  return { http: open, https: secure };
}

/** A percent sign that begins no escape stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function tunnel(
  proxy: URL,
  target: string,
  ca: { readonly ca?: string[] },
  signal: AbortSignal | null,
): Promise<Duplex> {
  const { username, password, hostname, port, protocol } = proxy;
  const words = `${decoded(username)}:${decoded(password)}`;
  const basic = `Basic ${Buffer.from(words).toString("base64")}`;
  const asked = (protocol === "https:" ? https : http).request({
    ...ca,
    method: "CONNECT",
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port || (protocol === "https:" ? 443 : 80),
    path: target,
    headers: { host: target, ...(username === "" ? {} : { "proxy-authorization": basic }) },
    agent: false,
    timeout: 20_000,
    ...(signal === null ? {} : { signal }),
  });
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) =>
      reject(new RegistryError("unreachable", `The proxy ${proxy.host} ${reason}`, { cause }));
    asked.on("connect", ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      fail(`does not connect to ${target} (${statusCode})`);
    });
    asked.on("response", (response) => {
      response.destroy();
      fail(`does not connect to ${target} (${response.statusCode})`);
    });
    asked.on("timeout", () => asked.destroy(new Error("timeout")));
    asked.on("error", (cause) => fail("can't be reached", cause));
    asked.end();
  });
}
