import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Artifact } from "../../src/image/artifact";
import { findEvidence } from "../../src/registry/evidence";
import { openLayoutFolder } from "../../src/registry/layout";
import { builtInRoots } from "../../src/verify/builtIn";
import {
  startVerifying,
  verifyEvidence,
  type ImageVerdict,
  type VerifyOptions,
} from "../../src/verify/evidence";
import { emptyPolicy, noDemands } from "../../src/verify/policy";
import { readPublicKey } from "../../src/verify/trustedKey";
import { runScript } from "../project/script";

/** Each way of keeping evidence: what the image comes to, what there is, and what becomes of its tampered twin. */
const expected: Readonly<
  Record<string, readonly [verdict: string, kinds: string, tampered: string]>
> = {
  // The altered SBOM failed; what was not altered is unsigned as before.
  "buildkit-index": ["unsigned", "sbom provenance vex", "unsigned"],
  "buildkit-artifact": ["verified", "sbom provenance vex", "failed"],
  "docker-hardened": ["verified", "sbom provenance vex", "failed"],
  referrers: ["verified", "sbom provenance vex", "failed"],
  "fallback-tag": ["verified", "sbom provenance vex", "failed"],
  "bundle-of-manifest": ["verified", "signature", "failed"],
  "cosign-tags": ["verified", "signature sbom provenance vex", "failed"],
  "cosign-sbom": ["unsigned", "sbom", "failed"],
};

describe("an image of every storage kind, and its tampered twin", function () {
  this.timeout(60_000);
  let folder = "";
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "drydock-samples-"));
    const { code, output } = runScript("scripts/samples.mjs", "--out", folder);
    assert.equal(code, 0, output);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function verify(name: string, isPiecewise = false): Promise<ImageVerdict> {
    const reading = readPublicKey(readFileSync(path.join(folder, "key.pub")), "key.pub");
    if (reading.kind !== "key") throw new Error(reading.problem);
    const { key } = reading;
    const source = openLayoutFolder(path.join(folder, name), () => new Date());
    const platform = { os: "linux", architecture: "amd64", variant: null };
    const anything = { tag: null, digest: null };
    const { signal } = new AbortController();
    const told: Artifact[] = [];
    const found = await findEvidence(source, anything, platform, signal, (artifact, image) => {
      assert.equal(image.manifest.digest.length, "sha256:".length + 64);
      told.push(artifact);
    });
    assert.equal(told.length, found.artifacts.length);
    assert.ok(told.every((artifact) => found.artifacts.includes(artifact)));
    const options: VerifyOptions = {
      roots: builtInRoots(),
      signer: { kind: "key", hint: key.hint, name: key.name },
      key,
      policy: emptyPolicy,
      demands: noDemands,
      now: new Date("2026-11-26T00:00:00Z"),
    };
    if (!isPiecewise) return verifyEvidence(found, options);
    const verifying = startVerifying(found.image, options);
    for (const artifact of told.slice(1).reverse()) verifying.check(artifact);
    return verifying.finish(found);
  }

  it("come to the same where each piece is checked when it is found", async () => {
    for (const name of readdirSync(folder).filter((it) => it !== "key.pub"))
      assert.deepEqual(await verify(name, true), await verify(name), name);
  });

  it("are all here", () => {
    const made = readdirSync(folder).filter((name) => name !== "key.pub");
    const names = Object.keys(expected).flatMap((name) => [name, `${name}.tampered`]);
    assert.deepEqual(made.sort(), names.sort());
  });

  for (const [name, [verdict, kinds, tampered]] of Object.entries(expected)) {
    it(`${name}: ${verdict}, and ${tampered} when tampered with`, async () => {
      const whole = await verify(name);
      assert.deepEqual(
        [whole.verdict, whole.items.map(({ kind }) => kind).join(" "), whole.problems],
        [verdict, kinds, []],
      );
      const twin = await verify(`${name}.tampered`);
      assert.equal(twin.verdict, tampered, JSON.stringify(twin.reasons));
      const isBetter = twin.items.some((item) => item.verdict === "verified");
      assert.equal(isBetter, false);
    });
  }
});
