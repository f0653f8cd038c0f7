import assert from "node:assert/strict";
import { createContentCache } from "../../src/registry/contentCache";
import { content } from "./image";

/** One of several processes that write and read the same content in the folder that it is given. */
async function run(folder: string): Promise<void> {
  const cache = createContentCache({ folder, log: () => undefined });
  for (let at = 0; at < 50; at++) {
    const { digest, bytes } = content("text/plain", `${at}`.repeat(10_000));
    await cache.keep(digest, bytes);
    await cache.note("key", at, new Date(at));
    assert.equal(Buffer.from((await cache.content(digest)) ?? []).length, bytes.length);
    assert.notEqual(await cache.record("key"), null);
  }
}

void run(process.argv[2] ?? "");
