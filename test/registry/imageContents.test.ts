import assert from "node:assert/strict";
import { ownFacts } from "../../src/registry/imageContents";
import { openLayout } from "../../src/registry/layout";
import { RegistryError } from "../../src/registry/errors";
import { resolveImage } from "../../src/registry/resolve";
import { signal } from "./client";
import { content, layoutFiles, linux, manifest, type Content } from "./image";

const config = content("application/vnd.oci.image.config.v1+json", {
  ...linux,
  config: { User: "65532" },
  rootfs: { type: "layers", diff_ids: [] },
});
const layers = ["one", "three"].map((text) =>
  content("application/vnd.oci.image.layer.v1.tar", text),
);

async function factsOf(image: Content, held: readonly Content[]) {
  const files = layoutFiles([image, ...held], [image.descriptor]);
  const read = (name: string): Promise<Uint8Array> => {
    const file = files[name];
    return file === undefined
      ? Promise.reject(new RegistryError("not-found", `There is no ${name}`))
      : Promise.resolve(Buffer.from(file));
  };
  const parts = { name: "oci:build", locate: String, read, namesIn: () => Promise.resolve([]) };
  const source = openLayout(parts, () => new Date(0));
  const wanted = { tag: null, digest: null };
  const { image: found } = await resolveImage(source, wanted, null, "x64", signal);
  return ownFacts(source, found, signal);
}

describe("what an image says of itself", () => {
  it("is its config, and the sum of its layers, of which none is read", async () => {
    const facts = await factsOf(manifest(layers, { config: config.descriptor }), [config]);
    assert.deepEqual(
      [facts.config?.user, facts.compressedBytes, facts.problems],
      ["65532", "onethree".length, []],
    );
  });

  it("is no size where no layers are listed: that is not known, not nothing", async () => {
    const facts = await factsOf(manifest([], { config: config.descriptor }), [config]);
    assert.equal(facts.compressedBytes, null);
  });

  it("is a sentence where it can't be had", async () => {
    const facts = await factsOf(manifest(layers, { config: config.descriptor }), []);
    assert.equal(facts.config, null);
    assert.match(facts.problems.join(), /There is no blobs\/sha256/);
  });
});
