import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createContentCache } from "../../src/registry/contentCache";
import { createNodeTransport } from "../../src/registry/nodeTransport";
import { openTrustRepository } from "../../src/registry/trustRepository";
import { keptRoot, refreshRoot } from "../../src/verify/rootUpdates";
import { temporaryFolder } from "../registry/folder";
import { createAuthority } from "../verify/authority";
import { createTufKey, tufRepository, type TufParts } from "../verify/tufRepository";
import { createFolder } from "./drydock";

const key = createTufKey();
const now = () => new Date("2026-11-25T00:00:00Z");
const usual: TufParts = {
  roots: [{ keys: [key] }],
  target: JSON.stringify(createAuthority().file),
  versions: { targets: 7 },
};

describe("refreshing the trusted root", () => {
  const folder = temporaryFolder();
  let files = new Map<string, Uint8Array>();
  let absent = 404;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    asked.push(name);
    const found = files.get(name);
    response.writeHead(found === undefined ? absent : 200).end(found);
  });
  before((done) => void server.listen(0, "127.0.0.1", done));
  after((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });

  const world = (name: string) => {
    const cache = createContentCache({ folder: `${folder}/${name}`, log: assert.fail });
    const transport = createNodeTransport({ log: () => undefined, now });
    const { port } = server.address() as AddressInfo;
    const root = tufRepository(usual).get("1.root.json") ?? new Uint8Array();
    const updates = {
      name: "Sigstore",
      address: `http://127.0.0.1:${port}`,
      root,
      timestamp: 1,
      snapshot: 1,
      targets: 1,
    };
    const { signal } = new AbortController();
    const store = openTrustRepository(updates.address, cache, transport, signal);
    return {
      updates,
      store,
      kept: () => keptRoot(updates, store),
      refresh: async (parts: Partial<TufParts> = {}) => {
        files = tufRepository({ ...usual, ...parts });
        const result = await refreshRoot(updates, store, now());
        return result.kind === "refused" ? result.reason : result.root.origin;
      },
    };
  };

  it("gives one with its versions, which is used from then on without asking", async () => {
    const { updates, kept, refresh } = world("fresh");
    assert.equal(await kept(), null);
    assert.equal(await refresh(), `${new URL(updates.address).host} root 1, targets 7, 2026-11-25`);
    asked.length = 0;
    const again = await kept();
    assert.match(again?.origin ?? "", /root 1, targets 7, 2026-11-25$/);
    assert.equal(again?.material.certificateAuthorities.length, 1);
    assert.deepEqual(asked, []);
  });

  it("takes the answer of storage that may not be listed for none, and a failure for no answer", async () => {
    try {
      absent = 403;
      assert.match(await world("unlisted").refresh(), /root 1, targets 7/);
      absent = 500;
      await assert.rejects(world("failing").refresh(), { code: "server" });
    } finally {
      absent = 404;
    }
  });

  it("refuses to go back behind what was kept, and leaves that as it is", async () => {
    const { kept, refresh } = world("back");
    await refresh();
    assert.match(
      await refresh({ versions: { targets: 6 } }),
      /can't be believed: it goes back to targets metadata 6, where 7 was known\.$/,
    );
    assert.match((await kept())?.origin ?? "", /targets 7/);
  });

  it("refuses what has expired, and keeps nothing of it", async () => {
    const { kept, refresh } = world("expired");
    assert.match(
      await refresh({ expires: { timestamp: "2026-11-24T00:00:00Z" } }),
      /its timestamp metadata expired on 2026-11-24/,
    );
    assert.equal(await kept(), null);
  });

  it("refuses a root that is none", async () => {
    const { refresh } = world("none");
    assert.match(await refresh({ target: "{}" }), /^The root of http:.* can't be used: /);
  });

  it("does not believe what somebody else put into the cache", async () => {
    const { store, kept, refresh } = world("altered");
    await refresh();
    assert.notEqual(await kept(), null);
    const others = tufRepository({ ...usual, roots: [{ keys: [createTufKey()] }] });
    await store.keep({ at: now(), files: others });
    assert.equal(await kept(), null);
  });
});

describe("--refresh-roots", () => {
  const folder = createFolder({ "sbom.json": '{"bomFormat":"CycloneDX","specVersion":"1.6"}' });
  after(() => folder.remove());
  const environment = {
    DRYDOCK_CACHE_DIR: `${folder.path}/cache`,
    // Nobody listens there.
    HTTPS_PROXY: "http://127.0.0.1:1",
  };

  it("says that Sigstore can't be had, and what to do", () => {
    const { code, stderr } = folder.run(["verify", "--refresh-roots", "file:sbom.json"], {
      environment,
    });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^drydock verify: the root of Sigstore was not refreshed\. .* Without --refresh-roots those that are known are used\.\n$/,
    );
  });

  it("does not go with --offline or --trusted-root", () => {
    for (const other of ["--offline", "--trusted-root=sbom.json"]) {
      const { code, stderr } = folder.run(["inspect", "--refresh-roots", other, "file:sbom.json"], {
        environment,
      });
      assert.equal(code, 2);
      assert.match(stderr, /--refresh-roots/);
    }
  });
});
