import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { meanwhile, startSearch } from "../../src/cli/searching";
import type { Terminal } from "../../src/cli/terminal";

describe("the search for an image's evidence", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "drydock-searching-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const search = (source: string) =>
    startSearch([source], {}, { ...nowhere, environment: { DRYDOCK_CACHE_DIR: folder } });

  it("is under way when its first request has left, whatever comes of that", async () => {
    let answer = (): void => undefined;
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer = () => response.writeHead(404).end();
    });
    const host = await new Promise<string>((resolve) =>
      server.listen(0, "127.0.0.1", () =>
        resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`),
      ),
    );
    try {
      const isFound = await meanwhile([search(`${host}/app:1`)] as const, async ([one]) => {
        assert.ok(one.kind === "image");
        while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(asked, ["HEAD /v2/app/manifests/1"]);
        // Others are asked after it.
        server
          .removeAllListeners("request")
          .on("request", (_, response) => response.writeHead(404).end());
        answer();
        return (await one.found).kind === "evidence" ? 1 : 0;
      });
      assert.equal(isFound, 0);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it("is under way at once where nobody has to be asked, and ends where what it is for fails", async () => {
    const one = search(`oci:${path.join(folder, "none")}`);
    await assert.rejects(
      meanwhile([one] as const, () => Promise.reject(new Error("no key"))),
      /no key/,
    );
    assert.ok(one.kind === "image");
    assert.equal((await one.found).kind, "problem");
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
