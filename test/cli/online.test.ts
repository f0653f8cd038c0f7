import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { homeFolder } from "../../src/cli/home";
import { content, linux, manifest } from "../registry/image";
import { startRegistry, type Contents } from "../registry/server";
import { createFolder, type Folder } from "./drydock";

const config = content("application/vnd.oci.image.config.v1+json", {
  ...linux,
  config: { User: "1001", Entrypoint: ["/app"] },
  rootfs: { type: "layers", diff_ids: [] },
});
const layer = { mediaType: "a/b", digest: `sha256:${"a".repeat(64)}`, size: 2_500_000 };
const image = manifest([], { config: config.descriptor, layers: [layer] });
const good: Contents = { content: [image, config], tags: { "1": image } };

describe("drydock suggest --online", function () {
  this.timeout(60_000);
  let given = good;
  const registry = startRegistry(() => given);
  let folder: Folder;
  before(() => (folder = createFolder()));
  after(() => folder.remove());

  /** Each with a cache of its own. */
  let count = 0;
  const suggest = (...args: string[]) => {
    const environment = { DRYDOCK_CACHE_DIR: path.join(folder.path, `cache${count++}`) };
    return folder.start(["suggest", `${registry.host}/app:1`, "--online", ...args], {
      environment,
    });
  };

  it("says what the registry says, and when it was asked", async () => {
    given = good;
    const { code, stdout, stderr } = await suggest();
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^127\.0\.0\.1:\d+\/app:1: 2\.5 MB, runs as 1001\n {2}asked of 127\.0\.0\.1:\d+ at \d{4}-\d\d-\d\d \d\d:\d\d UTC, sha256:[0-9a-f]{64}, 1 tags\n/,
    );
    assert.match(stderr, /^No hardened image for /);
  });

  it("as JSON, each fact with the registry as its source", async () => {
    given = good;
    const { stdout } = await suggest("--format", "json");
    const { facts, online } = JSON.parse(stdout) as {
      facts: Record<string, { value: unknown; source: string } | null>;
      online: Record<string, unknown>;
    };
    assert.deepEqual(
      [facts["user"]?.value, facts["user"]?.source, facts["compressedBytes"]?.value],
      ["1001", registry.host, 2_500_000],
    );
    assert.deepEqual([online["digest"], online["tags"]], [image.digest, 1]);
  });

  it("complains of a registry that answers with a page, and says what it knows", async () => {
    given = {
      content: [],
      before: (_, response) => {
        response.writeHead(200, { "content-type": "text/html" }).end("<html>");
        return true;
      },
    };
    const { code, stdout, stderr } = await suggest("--format", "json");
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { facts: unknown }).facts, null);
    assert.match(stderr, /is text\/html, not a manifest\. Is this the address of a registry\?/);
  });

  it("without it, nobody is asked", async () => {
    const { stdout } = await folder.start(["suggest", "node:24", "--format", "json"]);
    assert.equal((JSON.parse(stdout) as { online?: unknown }).online, undefined);
    assert.deepEqual(registry.requests, []);
  });
});

describe("drydock cache", function () {
  this.timeout(60_000);
  const registry = startRegistry(() => good);
  let folder: Folder;
  before(() => (folder = createFolder()));
  after(() => folder.remove());

  it("says where it is and how large, and is empty when that is wished", async () => {
    const cache = path.join(folder.path, "cache");
    const environment = { DRYDOCK_CACHE_DIR: cache };
    const run = (...args: string[]) => folder.start(args, { environment });
    const json = async (...args: string[]) =>
      JSON.parse((await run("cache", "--format", "json", ...args)).stdout) as unknown;
    assert.equal((await run("cache")).stdout, `${cache}: 0 files, 0.0 MB.\n`);
    await run("suggest", `${registry.host}/app:1`, "--online");
    const { entries, ...filled } = (await json()) as { entries: number; bytes: number };
    assert.ok(entries > 0 && filled.bytes > 0);
    const { code, stdout } = await run("cache", "--clear");
    assert.deepEqual([code, stdout], [0, `${cache} is empty: ${entries} files, 0.0 MB removed.\n`]);
    assert.deepEqual(await json(), { version: 1, path: cache, bytes: 0, entries: 0 });
  });

  it("says why nothing is kept, in place of a way out that is none", async function () {
    if (process.platform === "win32") this.skip();
    const cache = path.join(folder.path, "everybody's");
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    const environment = { DRYDOCK_CACHE_DIR: cache };
    const why = `The cache is not used: ${cache} can't be made, or others may write there. DRYDOCK_CACHE_DIR names another folder.\n`;
    const asked = await folder.start(["cache"], { environment });
    assert.deepEqual([asked.code, asked.stderr], [1, `drydock cache: ${why}`]);
    const offline = await folder.start(["verify", "--offline", "app"], { environment });
    assert.deepEqual(
      [offline.code, offline.stderr],
      [2, `drydock verify: docker.io/library/app:latest is not in the cache. ${why}`],
    );
  });

  it("is in no folder that somebody works in, where HOME is empty or relative", () => {
    assert.equal(homeFolder(path.resolve("home")), path.resolve("home"));
    assert.ok(path.isAbsolute(homeFolder("")));
    assert.ok(path.isAbsolute(homeFolder("here")));
    const unknown = () => {
      throw new Error("uv_os_get_passwd returned ENOENT");
    };
    assert.throws(() => homeFolder("", unknown), { code: "usage", message: /set HOME/ });
  });

  it("takes no arguments", () => {
    assert.equal(folder.run(["cache", "all"]).code, 2);
  });
});
