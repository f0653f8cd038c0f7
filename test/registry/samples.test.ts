import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { findEvidence } from "../../src/registry/evidence";
import { openLayoutFolder } from "../../src/registry/layout";
import { repository } from "../lint/check";

const samples = path.join(
  process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared"),
  "samples",
);
const isPresent = existsSync(samples);

/** Folder → architecture, and place and type of the layers that are evidence in it. */
const layouts: readonly [string, string, string[]][] = [
  ...["v1.5.0", "v1.10.0", "v2.1.0"].map((version): [string, string, string[]] => [
    `oci-cosign-legacy/${version}/container_workflow_dispatch`,
    "amd64",
    ["index application/vnd.in-toto+json", "tag application/vnd.dsse.envelope.v1+json"],
  ]),
  ["docker-attest/containerd-subject-layout", "arm64", ["index application/vnd.in-toto+json"]],
];

describe(`real layouts${isPresent ? "" : " (not run: no samples in DRYDOCK_SHARED or ../shared)"}`, () => {
  before(function () {
    if (!isPresent) this.skip();
  });

  for (const [name, architecture, expected] of layouts)
    it(name, async () => {
      const folder = path.join(samples, ...name.split("/"));
      const source = openLayoutFolder(folder, () => new Date(0));
      const platform = { os: "linux", architecture, variant: null };
      const signal = new AbortController().signal;
      const evidence = await findEvidence(source, { tag: null, digest: null }, platform, signal);
      const found = evidence.artifacts.flatMap(({ place, layers }) =>
        layers.map(({ descriptor, bytes }) => `${place} ${bytes && descriptor.mediaType}`),
      );
      assert.deepEqual(found, expected);
      assert.deepEqual(evidence.problems, []);
      if (existsSync(`${folder}.digest`))
        assert.equal(evidence.image.index?.digest, readFileSync(`${folder}.digest`, "utf8").trim());
    });
});
