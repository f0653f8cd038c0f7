import assert from "node:assert/strict";
import http, { createServer, type RequestListener } from "node:http";
import { connect, type AddressInfo, type LookupFunction } from "node:net";
import { gzipSync } from "node:zlib";
import { addressKind } from "../../src/registry/addresses";
import { createNodeTransport } from "../../src/registry/nodeTransport";
import type { HttpRequest } from "../../src/registry/transport";
import { signal } from "../registry/client";

/** Every name is this machine. */
const lookup: LookupFunction = (_name, options, callback) =>
  options.all === true
    ? callback(null, [{ address: "127.0.0.1", family: 4 }])
    : callback(null, "127.0.0.1", 4);

const short = { headers: 200, idle: 200, whole: 400 };

describe("hostile networks", () => {
  let respond: RequestListener = () => undefined;
  let port = 0;
  const server = createServer((request, response) => respond(request, response));
  before((done) => {
    server.listen(0, "127.0.0.1", () => {
      port = (server.address() as AddressInfo).port;
      done();
    });
  });
  after((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const patient = createNodeTransport({ log, lookup });
  const hasty = createNodeTransport({ log, lookup, times: short });
  const ask = (url: string, more: Partial<HttpRequest> = {}, transport = patient) =>
    transport.exchange(
      {
        method: "GET",
        url: new URL(url),
        headers: {},
        body: null,
        allowPrivate: true,
        maximumBytes: 1000,
        ...more,
      },
      signal,
    );
  const here = (name = "registry.test") => `http://${name}:${port}/`;

  it("a name that stands for a private address is not connected to", async () => {
    respond = () => assert.fail("connected");
    for (const url of [here(), here("127.0.0.1"), here("localhost")])
      await assert.rejects(ask(url, { allowPrivate: false }), { code: "refused" });
  });

  it("nor where another agent takes the place of ours, as in the editor", async () => {
    respond = () => assert.fail("connected");
    const { request } = http;
    const replaced = (url: URL, options: http.RequestOptions) =>
      request(url, { ...options, agent: new http.Agent() });
    Object.assign(http, { request: replaced });
    try {
      await assert.rejects(ask(here(), { allowPrivate: false }), { code: "refused" });
    } finally {
      Object.assign(http, { request });
    }
  });

  it("nor does a proxy there, which the editor goes through, make all that it reaches private", async () => {
    respond = (_, response) => response.end();
    const { request } = http;
    const replaced = (url: URL, options: http.RequestOptions) => {
      const agent = new http.Agent();
      agent.createConnection = () => connect(port, "127.0.0.1");
      return request(url, { ...options, agent });
    };
    Object.assign(http, { request: replaced });
    try {
      assert.equal((await ask("http://public.test/")).isPrivate, false);
    } finally {
      Object.assign(http, { request });
    }
  });

  it("nor is a name of which one address of several is private", async () => {
    const two = [
      { address: "93.184.216.34", family: 4 },
      { address: "::ffff:10.0.0.1", family: 6 },
    ];
    for (const addresses of [two, [...two].reverse()]) {
      const several: LookupFunction = (_name, _options, callback) => callback(null, addresses);
      const transport = createNodeTransport({ log, lookup: several });
      const asked = ask("http://several.test:1/", { allowPrivate: false }, transport);
      await assert.rejects(asked, { code: "refused" });
    }
  });

  it("nor over a connection that was open already for what may", async () => {
    respond = (_, response) => response.end("first");
    await ask(here());
    await assert.rejects(ask(here(), { allowPrivate: false }), { code: "refused" });
  });

  it("a cloud's address of credentials is never connected to", async () => {
    const spelled = ["169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376"];
    const others = ["169.254.169.254.", "[::ffff:a9fe:a9fe]", "[fd00:ec2::254]", "0.0.0.0"];
    for (const url of [...spelled, ...others].map((host) => `http://${host}/`))
      await assert.rejects(ask(url), { code: "refused" });
  });

  it("a body that is announced as too large is not read", async () => {
    respond = (_, response) => response.writeHead(200, { "content-length": "1001" }).write("x");
    await assert.rejects(ask(here()), { code: "too-large" });
  });

  it("a body without end is read up to the limit", async () => {
    respond = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(500)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    await assert.rejects(ask(here()), { code: "too-large" });
  });

  it("of a failure's body without end the beginning is read", async () => {
    respond = (_, response) => {
      response.writeHead(404);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(5000)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    const { status, body } = await ask(here());
    assert.equal(status, 404);
    assert.ok(body.length <= 64 * 1024);
  });

  it("headers that never come, a body that stops, and one that drips end in time", async () => {
    const slow: RequestListener[] = [
      () => undefined,
      (_, response) => response.write("x"),
      (_, response) => {
        const drip = setInterval(() => response.write("x"), 50);
        response.on("close", () => clearInterval(drip));
      },
    ];
    for (const listener of slow) {
      respond = listener;
      await assert.rejects(ask(here(), { maximumBytes: 1e6 }, hasty), { code: "timeout" });
    }
  });

  it("what is packed is not unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(1e6));
    respond = (request, response) => {
      assert.equal(request.headers["accept-encoding"], "identity");
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    };
    await assert.rejects(ask(here(), { maximumBytes: 1e6 }), { code: "wrong-type" });
  });

  it("who breaks the connection off with the answer is not taken for a private network", async () => {
    const answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    respond = ({ socket }) => {
      socket.write(answer);
      socket.resetAndDestroy();
    };
    assert.equal((await ask(here("once.test"))).isPrivate, false);
    respond = (_, response) => response.end();
    assert.equal((await ask(here())).isPrivate, true);
  });

  it("what is no HTTP, and an answer cut short, are errors like others", async () => {
    respond = (request) => request.socket.end("SSH-2.0-OpenSSH\r\n");
    await assert.rejects(ask(here()), { code: "wrong-type" });
    respond = (request, response) => {
      response
        .writeHead(200, { "content-length": "100" })
        .write("x", () => request.socket.destroy());
    };
    await assert.rejects(ask(here()), { code: "unreachable" });
  });

  it("nobody there, and a name that is none", async () => {
    await assert.rejects(ask("http://127.0.0.1:1/"), { code: "unreachable" });
    const real = createNodeTransport({ log: () => undefined });
    const request = {
      method: "GET",
      url: new URL("http://nobody.invalid/"),
      headers: {},
      body: null,
      allowPrivate: true,
      maximumBytes: 1,
    } as const;
    await assert.rejects(real.exchange(request, signal), { code: "unreachable" });
  });

  it("the log has no credentials and no signed addresses", async () => {
    respond = (_, response) => response.end("x");
    await ask(`${here()}blob?signature=hush`, { headers: { authorization: "Bearer hush" } });
    assert.match(
      lines.at(-1) ?? "",
      /^GET http:\/\/registry\.test:\d+\/blob: 200, 1 bytes, \d+ ms$/,
    );
  });
});

describe("the kind of an address", () => {
  const kinds: readonly [string, string][] = [
    ["93.184.216.34", "public"],
    ["2606:4700::1111", "public"],
    ["10.1.2.3", "private"],
    ["172.31.255.255", "private"],
    ["172.32.0.0", "public"],
    ["192.168.0.1", "private"],
    ["100.64.0.1", "private"],
    ["127.1.2.3", "private"],
    ["::1", "private"],
    ["fd12::1", "private"],
    ["::ffff:127.0.0.1", "private"],
    ["::ffff:169.254.169.254", "reserved"],
    ["64:ff9b::10.0.0.1", "private"],
    ["64:ff9b:1::808:808", "private"],
    ["::127.0.0.1", "private"],
    ["::ffff:0:169.254.169.254", "reserved"],
    ["2002:a9fe:a9fe::", "reserved"],
    ["2002:7f00:1::", "private"],
    ["::ffff:8.8.8.8", "public"],
    ["169.254.169.254", "reserved"],
    ["100.100.100.200", "reserved"],
    ["0.0.0.0", "reserved"],
    ["::", "reserved"],
    ["fe80::1%eth0", "reserved"],
    ["224.0.0.1", "reserved"],
    ["no address", "reserved"],
  ];
  for (const [address, kind] of kinds)
    it(`${address}: ${kind}`, () => assert.equal(addressKind(address), kind));
});
