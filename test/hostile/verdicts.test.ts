import assert from "node:assert/strict";
import { sign } from "node:crypto";
import type { Artifact } from "../../src/image/artifact";
import {
  artifact,
  createKey,
  evidence,
  manifestDigest,
  otherDigest,
  outcome,
  statement,
  trusting,
  verify,
  type Layer,
} from "../verify/image";

const key = createKey();
const byKey = trusting(key);

/** Another image of the signer, signed as cosign does, that somebody hangs beside the image asked for. */
function borrowed(layer: Layer, subject: string | null): Artifact {
  const made = artifact(layer);
  if (made.manifest === null) throw new Error("it has a manifest");
  const { descriptor } = made.manifest;
  const critical = {
    identity: { "docker-reference": "ghcr.io/acme/app" },
    image: { "docker-manifest-digest": descriptor.digest },
    type: "cosign container image signature",
  };
  const content = JSON.stringify({ critical, optional: null });
  const signature = sign("sha256", Buffer.from(content), key.privateKey).toString("base64");
  const annotations = { "dev.cosignproject.cosign/signature": signature };
  return {
    ...made,
    place: "index",
    manifest: {
      ...made.manifest,
      subject: subject === null ? null : { ...descriptor, digest: subject },
    },
    signatures: [artifact({ content, annotations, about: descriptor.digest })],
  };
}

describe("a good signature over something else", () => {
  const sbom = { spdxVersion: "SPDX-2.3", packages: [] };
  const outcomeOf = (item: Artifact) =>
    outcome(verify(evidence([item], "ghcr.io/acme/app"), byKey));

  it("makes no document of another image one of this, where only the place says so", () => {
    for (const content of ["layers of an image", sbom]) {
      assert.equal(outcomeOf(borrowed({ content }, null)), "failed, subject failed");
      assert.equal(outcomeOf(borrowed({ content }, otherDigest)), "failed, subject failed");
    }
    assert.equal(outcomeOf(borrowed({ content: sbom }, manifestDigest)), "verified");
  });

  it("leaves a statement what it is, which names its subject itself", () => {
    assert.equal(outcomeOf(borrowed({ content: statement() }, null)), "verified");
    const other = statement({ subject: [{ digest: { sha256: otherDigest.slice(7) } }] });
    assert.equal(outcomeOf(borrowed({ content: other }, null)), "failed, subject failed");
  });
});
