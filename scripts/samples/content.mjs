// Content of OCI layouts: bytes with their digest, manifests and indexes of them, and files on disk.
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const types = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  empty: "application/vnd.oci.empty.v1+json",
  statement: "application/vnd.in-toto+json",
  envelope: "application/vnd.dsse.envelope.v1+json",
  simpleSigning: "application/vnd.dev.cosign.simplesigning.v1+json",
  cosignSignature: "application/vnd.dev.cosign.artifact.sig.v1+json",
  bundle: "application/vnd.dev.sigstore.bundle.v0.3+json",
};

/** Bytes under a media type; `value` is text, bytes, or something for JSON. */
export function content(mediaType, value) {
  const isRaw = typeof value === "string" || Buffer.isBuffer(value);
  const bytes = Buffer.from(isRaw ? value : JSON.stringify(value));
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return { bytes, digest, descriptor: { mediaType, digest, size: bytes.length } };
}

/** The content of a layout while it is put together: each `add` gives its argument back. */
export function createLayout() {
  const contents = new Map();
  const entries = [];
  const add = (one) => {
    contents.set(one.digest, one.bytes);
    return one;
  };
  return {
    add,
    /** Lists a manifest in index.json, with annotations. */
    list(one, annotations = {}) {
      entries.push({ ...add(one).descriptor, annotations });
    },
    manifest(layers, extra = {}) {
      const config = add(content(types.empty, "{}"));
      return add(
        content(types.manifest, {
          schemaVersion: 2,
          mediaType: types.manifest,
          config: config.descriptor,
          layers,
          ...extra,
        }),
      );
    },
    index(manifests, extra = {}) {
      return add(
        content(types.index, { schemaVersion: 2, mediaType: types.index, manifests, ...extra }),
      );
    },
    /** Replaces a folder with the layout. */
    write(folder) {
      rmSync(folder, { recursive: true, force: true });
      const write = (name, bytes) => {
        const file = join(folder, ...name.split("/"));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, bytes);
      };
      write("oci-layout", '{"imageLayoutVersion":"1.0.0"}\n');
      const list = { schemaVersion: 2, mediaType: types.index, manifests: entries };
      write("index.json", `${JSON.stringify(list, null, 2)}\n`);
      for (const [digest, bytes] of contents) write(`blobs/${digest.replace(":", "/")}`, bytes);
    },
  };
}

export const tagOf = ({ digest }) => digest.replace(":", "-");
