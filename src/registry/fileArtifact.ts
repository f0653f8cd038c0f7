import { createHash } from "node:crypto";
import type { Artifact } from "../image/artifact";

/** A file that stands alone as an artifact: no manifest points to it, so its digest is its own. */
export function fileArtifact(location: string, bytes: Uint8Array): Artifact {
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const descriptor = {
    mediaType: "",
    digest,
    size: bytes.length,
    artifactType: null,
    annotations: {},
    platform: null,
  };
  return {
    place: "file",
    location,
    manifest: null,
    layers: [{ descriptor, bytes, problem: null, isAltered: false }],
    signatures: [],
  };
}
