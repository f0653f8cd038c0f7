import assert from "node:assert/strict";
import { createClient } from "../../src/registry/client";
import { openImage } from "../../src/registry/open";
import { signal } from "./client";
import { manifest, ociManifest } from "./image";
import { testNetwork } from "./network";

const image = manifest([]);
const open = (text: string, network: ReturnType<typeof testNetwork>) =>
  openImage(text, createClient({ transport: network.transport }));

describe("what a person names", () => {
  it("is an image on a registry, by tag or digest", async () => {
    const headers = { "content-type": ociManifest, "docker-content-digest": image.digest };
    const network = testNetwork(() => ({ headers, body: image.bytes }));
    for (const text of ["registry.test/app:1", `registry.test:5000/app@${image.digest}`]) {
      const { source, wanted } = open(text, network);
      assert.equal((await source.resolve(wanted, signal)).descriptor.digest, image.digest, text);
    }
  });

  const unaskable: readonly (readonly [text: string, why: RegExp])[] = [
    ["localhost:99999/app", /^localhost:99999 is no address/],
    ["10.0.0.300/app:1", /^10\.0\.0\.300 is no address/],
    ["1.2.3.4.5/app", /^1\.2\.3\.4\.5 is no address/],
    // What can't be hashed would be whatever the registry answers with.
    [`registry.test/app@sha384:${"a".repeat(96)}`, /names a digest that is not checked here/],
    ["oci:", /names no folder/],
    ["archive:", /names no file/],
    ["scratch", /is the empty image/],
    ["a:b:c", /is no image reference/],
  ];
  for (const [text, why] of unaskable)
    it(`is refused before anybody is asked: ${text.slice(0, 40)}`, () => {
      const network = testNetwork(() => ({ body: image.bytes }));
      assert.throws(() => open(text, network), { code: "malformed", message: why });
      assert.deepEqual(network.requests, []);
    });
});
