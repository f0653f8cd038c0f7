import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type StartSearch, withSearches } from "../../src/cli/searching";
import type { Terminal } from "../../src/cli/terminal";

describe("the search for an image's evidence", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "drydock-searching-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  // It answers when it is told to.
  const server = createServer();
  let host = "";
  before(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.removeAllListeners("request"));
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const run = (what: (start: StartSearch) => Promise<number>) =>
    withSearches({}, { ...nowhere, environment: { DRYDOCK_CACHE_DIR: folder } }, what);

  it("is under way when its first request has left, whatever comes of that", async () => {
    let answer = (): void => undefined;
    const asked: string[] = [];
    server.on("request", (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer = () => response.writeHead(404).end();
    });
    const code = await run(async (start) => {
      const one = start([`${host}/app:1`]);
      assert.ok(one.kind === "image");
      await one.underWay;
      while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(asked, ["HEAD /v2/app/manifests/1"]);
      // Others are asked after it.
      server
        .removeAllListeners("request")
        .on("request", (_, response) => response.writeHead(404).end());
      answer();
      return (await one.found).kind === "evidence" ? 1 : 0;
    });
    assert.equal(code, 0);
  });

  it("is under way at once where nobody has to be asked", async () => {
    const code = await run(async (start) => {
      const one = start([`oci:${path.join(folder, "none")}`]);
      assert.ok(one.kind === "image");
      await one.underWay;
      return (await one.found).kind === "problem" ? 2 : 0;
    });
    assert.equal(code, 2);
  });

  it("ends where what it is for fails, such as to begin another", async () => {
    const asked = once(server, "request") as Promise<[IncomingMessage]>;
    let closed: Promise<unknown> | null = null;
    const failing = run(async (start) => {
      start([`${host}/app:1`]);
      const [{ socket }] = await asked;
      closed = once(socket, "close");
      start(["./app.tar"]);
      return 0;
    });
    await assert.rejects(failing, { code: "usage" });
    assert.ok(closed !== null);
    await closed;
  });
});

const nowhere: Terminal = {
  workingDirectory: tmpdir(),
  environment: {},
  isTerminal: false,
  today: new Date("2026-11-26T00:00:00Z"),
  print: () => undefined,
  complain: () => undefined,
  progress: () => undefined,
  readStandardInput: () => Promise.resolve(new Uint8Array()),
};
