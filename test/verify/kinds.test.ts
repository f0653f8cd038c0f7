import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findEvidence } from "../../src/registry/evidence";
import { openLayoutFolder } from "../../src/registry/layout";
import { builtInRoots } from "../../src/verify/builtIn";
import { verifyEvidence, type ImageVerdict } from "../../src/verify/evidence";
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

  async function verify(name: string): Promise<ImageVerdict> {
    const reading = readPublicKey(readFileSync(path.join(folder, "key.pub")), "key.pub");
    if (reading.kind !== "key") throw new Error(reading.problem);
    const { key } = reading;
    const source = openLayoutFolder(path.join(folder, name), () => new Date());
    const platform = { os: "linux", architecture: "amd64", variant: null };
    const anything = { tag: null, digest: null };
    const found = await findEvidence(source, anything, platform, new AbortController().signal);
    return verifyEvidence(found, {
      roots: builtInRoots(),
      signer: { kind: "key", hint: key.hint, name: key.name },
      key,
      policy: emptyPolicy,
      demands: noDemands,
      now: new Date(),
    });
  }

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
