import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { follow } from "../../src/registry/follow";
import { createNodeTransport } from "../../src/registry/nodeTransport";
import { proxyFor } from "../../src/registry/proxy";
import type { HttpRequest } from "../../src/registry/transport";
import { signal } from "./client";

describe("the proxy of an address", () => {
  const proxy = "http://proxy.test:3128/";
  const rows: readonly [string, Record<string, string>, string | null][] = [
    ["https://dhi.io/", {}, null],
    ["https://dhi.io/", { https_proxy: proxy }, proxy],
    ["https://dhi.io/", { HTTPS_PROXY: "proxy.test:3128" }, proxy],
    ["https://dhi.io/", { http_proxy: proxy }, null],
    ["https://dhi.io/", { ALL_PROXY: proxy }, proxy],
    ["https://dhi.io/", { https_proxy: proxy, no_proxy: "dhi.io" }, null],
    ["https://a.dhi.io/", { https_proxy: proxy, NO_PROXY: "x, .dhi.io" }, null],
    ["https://a.dhi.io/", { https_proxy: proxy, no_proxy: "*.dhi.io" }, null],
    ["https://evildhi.io/", { https_proxy: proxy, no_proxy: "dhi.io" }, proxy],
    ["https://dhi.io/", { https_proxy: proxy, no_proxy: "dhi.io:8443" }, proxy],
    ["https://dhi.io:8443/", { https_proxy: proxy, no_proxy: "dhi.io:8443" }, null],
    ["https://dhi.io/", { https_proxy: proxy, no_proxy: "*" }, null],
    ["https://localhost:5000/", { https_proxy: proxy }, null],
    ["https://127.0.0.1:5000/", { https_proxy: proxy }, null],
    ["https://dhi.io/", { https_proxy: "socks5://proxy.test" }, null],
    ["https://dhi.io/", { https_proxy: "://" }, null],
  ];
  for (const [url, environment, expected] of rows)
    it(`${url} ${JSON.stringify(environment)}: ${expected}`, () =>
      assert.equal(proxyFor(new URL(url), environment)?.href ?? null, expected));
});

describe("requests through a proxy", () => {
  const targets: string[] = [];
  let authorization: string | undefined;
  const silent = new EventEmitter();
  let location: string | null = null;
  const registry = createServer((_, response) => {
    if (location === null) response.end("content");
    else response.writeHead(307, { location }).end();
  });
  const proxy = createServer();
  proxy.on("connect", (request, socket) => {
    targets.push(request.url ?? "");
    authorization = request.headers["proxy-authorization"];
    if (request.url?.startsWith("silent") === true) return void silent.emit("asked", socket);
    if (request.url?.startsWith("refused") === true)
      return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const upstream = connect((registry.address() as AddressInfo).port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
  });
  before((done) => {
    registry.listen(0, "127.0.0.1", () => proxy.listen(0, "127.0.0.1", done));
  });
  after((done) => {
    registry.closeAllConnections();
    proxy.closeAllConnections();
    registry.close(() => proxy.close(() => done()));
  });

  const throughProxy = (login: string, times = {}) => {
    const { port } = proxy.address() as AddressInfo;
    const environment = { http_proxy: `http://${login}@127.0.0.1:${port}` };
    return createNodeTransport({ log: () => undefined, environment, times });
  };
  const requestTo = (url: string, allowPrivate = false): HttpRequest => {
    const common = { method: "GET", headers: {}, body: null, maximumBytes: 100 } as const;
    return { ...common, url: new URL(url), allowPrivate };
  };
  const ask = (url: string, login = "ann:p%40w") =>
    throughProxy(login).exchange(requestTo(url), signal);

  it("reach hosts that only it knows", async () => {
    const { body, isPrivate } = await ask("http://registry.test/v2/");
    assert.equal(Buffer.from(body).toString(), "content");
    assert.deepEqual(targets, ["registry.test:80"]);
    assert.equal(authorization, `Basic ${Buffer.from("ann:p@w").toString("base64")}`);
    assert.equal(isPrivate, false);
  });

  it("have its password as it is written, where that is no escape", async () => {
    await ask("http://registry.test/v2/", "ann:100%");
    assert.equal(authorization, `Basic ${Buffer.from("ann:100%").toString("base64")}`);
  });

  it("are told where it does not lead", async () => {
    await assert.rejects(ask("http://refused.test/"), { code: "unreachable" });
  });

  it("never go to a private address that is written as one", async () => {
    await assert.rejects(ask("http://10.0.0.1/"), { code: "refused" });
  });

  it("count as those of a private network only where the registry was named as one", async () => {
    const transport = throughProxy("ann:p");
    const isPrivate = async (url: string) =>
      (await transport.exchange(requestTo(url, true), signal)).isPrivate;
    assert.equal(await isPrivate("http://registry.test/v2/"), false);
    assert.equal(await isPrivate("http://10.0.0.1/v2/"), true);
  });

  it("are led to no private address by a registry that the proxy reaches", async () => {
    location = "http://10.0.0.1/blob";
    const request = requestTo("http://registry.test/v2/", true);
    await assert.rejects(follow(throughProxy("ann:p"), request, signal), { code: "refused" });
    location = null;
  });

  for (const [what, end, code] of [
    ["are cancelled", (controller: AbortController) => controller.abort(), "cancelled"],
    ["take too long", () => undefined, "timeout"],
  ] as const)
    it(`leave a proxy that never answers at once when they ${what}`, async function () {
      // By itself the tunnel would be given up after 20 seconds.
      this.timeout(10_000);
      const controller = new AbortController();
      const transport = throughProxy("ann:p", code === "timeout" ? { headers: 100 } : {});
      const asked = once(silent, "asked");
      const exchange = transport.exchange(requestTo("http://silent.test/"), controller.signal);
      const refusal = assert.rejects(exchange, { code });
      const [socket] = (await asked) as [Duplex];
      const left = once(socket.resume(), "end");
      end(controller);
      await refusal;
      await left;
      socket.destroy();
    });
});
