import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cachedSource } from "../../src/registry/cachedSource";
import type { Freshness } from "../../src/registry/freshness";
import { cacheFolder } from "../../src/registry/cacheFolder";
import { createClient } from "../../src/registry/client";
import { createContentCache } from "../../src/registry/contentCache";
import { findEvidence } from "../../src/registry/evidence";
import { openRepository } from "../../src/registry/repository";
import { amd64, signal } from "./client";
import { temporaryFolder } from "./folder";
import { content, index, inToto, linux, manifest } from "./image";
import { serving, testNetwork } from "./network";

const root = temporaryFolder();
let count = 0;
const newFolder = () => path.join(root, String(count++));
const lines: string[] = [];
const log = (line: string) => lines.push(line);
const open = (folder = newFolder(), maximumBytes?: number) =>
  createContentCache({ folder, log, ...(maximumBytes === undefined ? {} : { maximumBytes }) });
const bytesOf = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString();
const one = content("text/plain", "one");
const isWindows = process.platform === "win32";

describe("the cache", () => {
  it("keeps content by its digest, and records with their time", async () => {
    const cache = open();
    assert.equal(await cache.content(one.digest), null);
    await cache.keep(one.digest, one.bytes);
    assert.equal(bytesOf(await cache.content(one.digest)), "one");
    await cache.note("tag app:1", { digest: "d" }, new Date(5));
    assert.deepEqual(await cache.record("tag app:1"), { at: new Date(5), value: { digest: "d" } });
    assert.equal(await cache.record("tag app:2"), null);
  });

  it("gives no content that was changed, and removes it", async () => {
    const folder = newFolder();
    const cache = open(folder);
    await cache.keep(one.digest, one.bytes);
    const file = path.join(folder, "content", one.digest.replace(":", "-"));
    writeFileSync(file, "two");
    assert.equal(await cache.content(one.digest), null);
    assert.deepEqual(readdirSync(path.join(folder, "content")), []);
  });

  it("gives no record that can't be read or is of something else", async () => {
    const folder = newFolder();
    const cache = open(folder);
    await cache.note("key", 1, new Date(0));
    const [name = ""] = readdirSync(path.join(folder, "records"));
    for (const text of ["", "{", "[]", '{"version":1,"key":"other","at":"2026-01-01","value":1}']) {
      writeFileSync(path.join(folder, "records", name), text);
      assert.equal(await cache.record("key"), null);
    }
  });

  it("names no file outside of it", async () => {
    const cache = open();
    assert.equal(await cache.content("sha256:../../../../etc/passwd"), null);
  });

  it("is nobody else's to read, and is not used where others may write", async function () {
    if (isWindows) this.skip();
    const folder = newFolder();
    await open(folder).keep(one.digest, one.bytes);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(statSync(path.join(folder, "content")).mode & 0o777, 0o700);
    chmodSync(path.join(folder, "records"), 0o777);
    assert.equal(await open(folder).content(one.digest), null);
    assert.match(lines.at(-1) ?? "", /^The cache is not used: .+records/);
    assert.match((await open(folder).problem()) ?? "", /^The cache is not used: .+records/);
    assert.equal(await open().problem(), null);
  });

  it("that can't be made is a cache of nothing", async () => {
    const file = newFolder();
    writeFileSync(file, "");
    const cache = open(file);
    await cache.keep(one.digest, one.bytes);
    assert.equal(await cache.content(one.digest), null);
    assert.deepEqual(await cache.measure(), { bytes: 0, entries: 0 });
  });

  it("lets the longest unused go when it is full", async () => {
    const folder = newFolder();
    const cache = open(folder, 100);
    const contents = ["a", "b", "c"].map((letter) => content("text/plain", letter.repeat(30)));
    for (const [at, { digest, bytes }] of contents.entries()) {
      await cache.keep(digest, bytes);
      utimesSync(path.join(folder, "content", digest.replace(":", "-")), at, at);
    }
    const last = content("text/plain", "d".repeat(30));
    await cache.keep(last.digest, last.bytes);
    const found = await Promise.all(
      [...contents, last].map(
        async ({ digest }) => bytesOf(await cache.content(digest))?.[0] ?? null,
      ),
    );
    assert.deepEqual(found, [null, null, "c", "d"]);
  });

  it("says how large it is, and is empty afterwards", async () => {
    const folder = newFolder();
    const cache = open(folder);
    writeFileSync(path.join(root, "mine"), "kept");
    await cache.keep(one.digest, one.bytes);
    assert.deepEqual(await cache.measure(), { bytes: 3, entries: 1 });
    writeFileSync(path.join(folder, "somebody's"), "kept");
    await cache.clear();
    assert.deepEqual(await cache.measure(), { bytes: 0, entries: 0 });
    assert.deepEqual(readdirSync(folder), ["somebody's"]);
    await cache.keep(one.digest, one.bytes);
    assert.equal(bytesOf(await cache.content(one.digest)), "one");
  });

  it("leaves alone what is not its own, when it is full and when it is emptied", async () => {
    const folder = newFolder();
    const cache = open(folder, 100);
    await cache.keep(one.digest, one.bytes);
    const pages = path.join(folder, "content", "pages");
    mkdirSync(pages);
    writeFileSync(path.join(pages, "index.md"), "kept");
    writeFileSync(path.join(folder, "content", "big.md"), "kept".repeat(100));
    const last = content("text/plain", "d".repeat(90));
    await cache.keep(last.digest, last.bytes);
    await cache.keep(last.digest, last.bytes);
    await cache.clear();
    assert.deepEqual(readdirSync(folder), ["content"]);
    assert.deepEqual(readdirSync(path.join(folder, "content")), ["big.md", "pages"]);
  });

  it("may be used by several processes at once", async () => {
    const folder = newFolder();
    const worker = path.join(__dirname, "cacheWorker.js");
    const codes = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise((resolve) => fork(worker, [folder]).once("exit", (code) => resolve(code))),
      ),
    );
    assert.deepEqual(codes, [0, 0, 0]);
    const drafts = readdirSync(path.join(folder, "content")).filter((it) => it.startsWith("."));
    assert.deepEqual(drafts, []);
  });
});

describe("the folder of the cache", () => {
  const rows: readonly [string, Record<string, string>, string][] = [
    ["linux", {}, "/home/ann/.cache/drydock"],
    ["linux", { XDG_CACHE_HOME: "/x" }, "/x/drydock"],
    ["linux", { XDG_CACHE_HOME: "here" }, "/home/ann/.cache/drydock"],
    ["darwin", {}, "/home/ann/Library/Caches/drydock"],
    ["linux", { DRYDOCK_CACHE_DIR: "/own" }, "/own"],
    ["win32", { LOCALAPPDATA: "/local" }, "/local/drydock"],
    ["win32", { LOCALAPPDATA: "here" }, "/home/ann/AppData/Local/drydock"],
  ];
  for (const [platform, environment, expected] of rows)
    it(`${platform} ${JSON.stringify(environment)}`, () => {
      const found = cacheFolder(environment, "/home/ann", platform);
      assert.equal(found, isWindows ? path.normalize(expected) : expected);
    });
});

describe("an image in the cache", () => {
  const image = manifest([]);
  const statement = content(inToto, "{}");
  const attestation = manifest([statement]);
  const top = index([
    { ...image.descriptor, platform: linux },
    { ...attestation.descriptor, annotations: { "vnd.docker.reference.digest": image.digest } },
  ]);
  const minute = 60_000;
  let time = 0;
  const network = testNetwork(serving([top, attestation, statement], { latest: top }));
  const transport = { ...network.transport, now: () => new Date(time) };
  const cache = open();
  const find = (options: Partial<Freshness> = {}, digest: string | null = null) => {
    network.requests.length = 0;
    const repository = { registry: "registry.test", path: "app" };
    const source = openRepository(repository, createClient({ transport }));
    const kept = cachedSource(source, cache, { now: () => new Date(time), ...options });
    return findEvidence(kept, { tag: "latest", digest }, amd64, signal);
  };
  const shapes = ({ artifacts, looks }: Awaited<ReturnType<typeof find>>) => ({ artifacts, looks });

  it("is asked for once; then nothing is for 15 minutes, and the same is found", async () => {
    const first = await find();
    assert.ok(network.requests.length > 0);
    time += 14 * minute;
    const second = await find();
    assert.deepEqual(network.lines(), []);
    assert.deepEqual(shapes(second), shapes(first));
    assert.deepEqual(second.image, first.image);
    assert.deepEqual(second.image.checkedAt, new Date(0));
  });

  it("then has its tags and lists asked again, and no content", async () => {
    time += 2 * minute;
    const { image } = await find();
    assert.deepEqual(image.checkedAt, new Date(16 * minute));
    assert.ok(network.lines().includes("HEAD https://registry.test/v2/app/manifests/latest"));
    assert.deepEqual(
      network.lines().filter((line) => /GET \S+\/(?:manifests|blobs)\/sha256:/.test(line)),
      [],
    );
  });

  it("is asked for again when the person wants it", async () => {
    await find({ refresh: true });
    assert.ok(network.lines().length > 0);
  });

  it("answers without a network, however old it is", async () => {
    time += 1000 * minute;
    const { artifacts } = await find({ offline: true });
    assert.deepEqual(network.lines(), []);
    assert.equal(artifacts.length, 1);
  });

  it("is as old as the oldest answer about it, however it was asked for", async () => {
    const { image } = await find({ offline: true }, top.digest);
    assert.deepEqual(network.lines(), []);
    assert.deepEqual(image.checkedAt, new Date(16 * minute));
  });

  it("tells of each answer that was kept when it was asked for", async () => {
    const repository = { registry: "registry.test", path: "app" };
    const client = createClient({ transport });
    const kept = cachedSource(openRepository(repository, client), open(), {
      now: () => new Date(time),
    });
    const { digest, bytes } = top;
    const mediaType = "application/vnd.oci.image.index.v1+json";
    const common = { artifactType: null, annotations: {}, platform: null };
    const descriptor = { mediaType, digest, size: bytes.length, ...common };
    const askedAt = async () => [
      (await kept.referrers(descriptor, "app", signal)).askedAt,
      (await kept.tagged("latest", top.digest, signal)).askedAt,
      (await kept.tagged("none", top.digest, signal)).askedAt,
    ];
    assert.deepEqual(await askedAt(), [undefined, undefined, undefined]);
    const first = new Date(time);
    time += minute;
    network.requests.length = 0;
    assert.deepEqual(await askedAt(), [first, first, first]);
    assert.deepEqual(network.lines(), []);
  });

  it("that is not there: without a network, there is no answer", async () => {
    const repository = { registry: "registry.test", path: "other" };
    const source = openRepository(repository, createClient({ transport }));
    const kept = cachedSource(source, cache, { now: () => new Date(time), offline: true });
    await assert.rejects(findEvidence(kept, { tag: "1", digest: null }, amd64, signal), {
      code: "offline",
    });
    assert.deepEqual(network.lines(), []);
  });
});

describe("a manifest in the cache", () => {
  const typed = manifest([]);
  const untyped = manifest([], { mediaType: undefined });
  const network = testNetwork(serving([typed, untyped]));
  const now = () => new Date(0);
  const openSource = (folder: string) => {
    const client = createClient({ transport: { ...network.transport, now } });
    const cache = open(folder);
    const source = openRepository({ registry: "registry.test", path: "app" }, client);
    return { cache, source: cachedSource(source, cache, { now }) };
  };

  for (const [what, { digest, mediaType }, files] of [
    ["that calls itself one is one file", typed, 1],
    ["that does not has its type in another", untyped, 2],
  ] as const)
    it(what, async () => {
      const folder = newFolder();
      const first = openSource(folder);
      await first.source.resolve({ tag: null, digest }, signal);
      assert.equal((await first.cache.measure()).entries, files);
      network.requests.length = 0;
      const { descriptor } = await openSource(folder).source.resolve({ tag: null, digest }, signal);
      assert.deepEqual([descriptor.mediaType, network.lines()], [mediaType, []]);
    });

  it("is there for whoever asks before it is written, and is written in the end", async () => {
    const folder = newFolder();
    const { cache, source } = openSource(folder);
    await source.resolve({ tag: null, digest: typed.digest }, signal);
    network.requests.length = 0;
    await source.resolve({ tag: null, digest: typed.digest }, signal);
    assert.deepEqual(network.lines(), []);
    await cache.measure();
    assert.equal(bytesOf(await open(folder).content(typed.digest)), bytesOf(typed.bytes));
  });
});
