import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Artifact } from "../../src/image/artifact";
import { readBundle } from "../../src/attestations/bundle";
import { readJson } from "../../src/attestations/json";
import { checkAnnotated } from "../../src/verify/annotatedSignature";
import { builtInRoots, dhiTrustedKeys, stagingRoots } from "../../src/verify/builtIn";
import { checkBundle } from "../../src/verify/bundleSignature";
import type { Trust } from "../../src/verify/trust";
import { readPublicKey, type TrustedKey } from "../../src/verify/trustedKey";
import type { SignatureResult } from "../../src/verify/verdict";
import { findEvidence } from "../../src/registry/evidence";
import { openLayoutFolder } from "../../src/registry/layout";
import { artifact, evidence, outcome, trusting, verify } from "./image";
import { hasSamples, sample, samplePath, samplesNote, sampleText } from "./samples";

const shipped = (): Trust => ({ roots: builtInRoots(), keys: [], keysAreExpected: false });

function bundle(bytes: Uint8Array, message: Uint8Array | null, trust: Trust): SignatureResult {
  const [line = ""] = Buffer.from(bytes).toString().split("}\n{");
  const json = readJson(Buffer.from(line));
  assert.equal(json.kind, "read");
  const reading = readBundle(json.kind === "read" ? json.value : null);
  if (reading.kind === "problem") throw new Error(reading.problem);
  return checkBundle(reading.bundle, message, trust);
}

/** `Sigstore IDENTITY`, `key NAME`, or the checks that failed or were not done. */
function told({ checks, signedBy }: SignatureResult): string {
  if (signedBy?.kind === "certificate") return `${signedBy.root} ${signedBy.claims.identity}`;
  if (signedBy?.kind === "key") return `key ${signedBy.key.name}`;
  return checks
    .filter(({ result }) => result === "failed")
    .map(({ name }) => `${name} failed`)
    .join(", ");
}

function key(...names: readonly string[]): TrustedKey {
  const reading = readPublicKey(sample(...names), names.at(-1) ?? "");
  if (reading.kind === "problem") throw new Error(reading.problem);
  return reading.key;
}

describe(`real bundles, images and signatures${samplesNote}`, function () {
  this.timeout(60_000);
  before(function () {
    if (!hasSamples) this.skip();
  });

  const github = "github-attestation";
  const bundles: readonly (readonly [name: string, expected: string])[] = [
    ["cosign-oci-attestation.sigstore.json", "Sigstore cody@soyland.com"],
    [
      "sigstore-js-2.1.0-bundle.json",
      "Sigstore https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main",
    ],
    [
      "sigstore-js-2.1.0-bundle-v0.1.json",
      "Sigstore https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main",
    ],
    [
      "reusable-workflow-attestation.sigstore.json",
      "Sigstore https://github.com/github/artifact-attestations-workflows/.github/workflows/attest.yml@09b495c3f12c7881b3cc17209a327792065c1a1d",
    ],
    [
      "MODULE.bazel.intoto.jsonl",
      "Sigstore https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml@refs/tags/v0.0.1",
    ],
    [
      "github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl",
      "GitHub https://github.com/actions/attest-demo/.github/workflows/build-python.yml@refs/heads/main",
    ],
    ["sigstoreBundle-invalid-signature.json", "log failed"],
  ];
  for (const [name, expected] of bundles) {
    it(name, () => {
      assert.equal(told(bundle(sample(github, name), null, shipped())), expected);
    });
  }

  it("GitHub's own instance is another one than Sigstore's", () => {
    const name = "github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl";
    const [sigstore] = builtInRoots();
    const trust = { ...shipped(), roots: sigstore === undefined ? [] : [sigstore] };
    assert.equal(told(bundle(sample(github, name), null, trust)), "timestamp failed");
  });

  it("the staging instance is believed only where it is named", () => {
    const name = "cosign-oci-attestation.sigstore.json";
    const trust = { ...shipped(), roots: stagingRoots() };
    assert.equal(told(bundle(sample(github, name), null, trust)), "certificate failed");
    assert.deepEqual(
      builtInRoots().map(({ name: root }) => root),
      ["Sigstore", "GitHub"],
    );
  });

  describe("Docker's signed VEX", () => {
    const file = () => sample("dhi", "dhi-alpine-base.vex.json");
    const signature = () => sample("dhi", "dhi-alpine-base.vex.json.sig");
    const trust = (): Trust => ({ ...shipped(), keys: dhiTrustedKeys() });

    it("is by dhi-2", () => {
      assert.equal(told(bundle(signature(), file(), trust())), "key dhi-2");
    });

    it("is not, with a byte more", () => {
      const more = Buffer.concat([file(), Buffer.from("\n")]);
      assert.equal(told(bundle(signature(), more, trust())), "signature failed");
    });

    it("is not by dhi-1, and of an unknown key where no key is known", () => {
      const [, old] = dhiTrustedKeys();
      const only = { ...shipped(), keys: old === undefined ? [] : [old], keysAreExpected: true };
      assert.match(told(bundle(signature(), file(), only)), /failed/);
      assert.equal(bundle(signature(), file(), shipped()).checks[0]?.result, "not-done");
    });
  });

  for (const name of [
    "ca_expired_sig_env",
    "ca_invalid_sig_env",
    "ca_valid_sig_env",
    "sa_valid_sig_env",
    "sig_env_with_metadata",
  ])
    it(`the Notary Project's ${name} is named, and not verified here`, () => {
      const content = sampleText("notation", `${name}.json`);
      const found = verify([artifact({ content })]);
      assert.equal(outcome(found), "unchecked, signature not-done");
      assert.equal(found.items[0]?.format, "Notary Project");
    });

  it("Google's verification summary has its signature as r and s in a row", () => {
    const content = sampleText("vsa", "gke-gce-pre.bcid-vsa.jsonl");
    const trusted = key("vsa", "vsa_signing_public_key.pem");
    const options = trusting({ trusted } as Parameters<typeof trusting>[0]);
    // The signature is good; the subject is no digest of an image.
    assert.equal(outcome(verify([artifact({ content })], options)), "failed, subject failed");
    const tampered = content.replace(/"sig":"b/, '"sig":"c');
    assert.match(outcome(verify([artifact({ content: tampered })], options)), /signature failed/);
  });

  describe("cosign's simple signing", () => {
    const signed = (name: string, annotations: Readonly<Record<string, string>>) => {
      const payload = sample("simplesigning", `${name}.payload.json`);
      const signature = Buffer.from(sampleText("simplesigning", `${name}.sig.b64`), "base64");
      return { signature, data: payload, payload, envelope: null, annotations };
    };

    it("busybox is signed by its key, and not with a bit flipped", () => {
      const trusted = key("simplesigning", "busybox.pub");
      const trust = { ...shipped(), keys: [trusted], keysAreExpected: true };
      const whole = signed("busybox", {});
      assert.equal(told(checkAnnotated(whole, trust)), "key busybox.pub");
      const payload = Buffer.from(whole.payload);
      payload[40] = (payload[40] ?? 0) ^ 1;
      assert.equal(
        told(checkAnnotated({ ...whole, data: payload, payload }, trust)),
        "signature failed",
      );
    });

    it("kubewarden of 2021: signature and log are good, but no log has its certificate", () => {
      const annotations = {
        "dev.sigstore.cosign/certificate": sampleText("simplesigning", "kubewarden.cert.pem"),
        "dev.sigstore.cosign/bundle": sampleText(
          "simplesigning",
          "kubewarden.bundle-annotation.json",
        ),
      };
      const { checks } = checkAnnotated(signed("kubewarden", annotations), shipped());
      assert.deepEqual(
        checks.map(({ name, result }) => `${name} ${result}`),
        ["signature passed", "certificate failed", "log passed", "timestamp passed"],
      );
      assert.match(checks[1]?.found ?? "", /expected 1 SCTs, got 0/);
    });
  });

  describe("images of the SLSA generators, saved by cosign", () => {
    const find = (version: string) =>
      findEvidence(
        openLayoutFolder(
          samplePath("oci-cosign-legacy", version, "container_workflow_dispatch"),
          () => new Date(),
        ),
        { tag: null, digest: null },
        { os: "linux", architecture: "amd64", variant: null },
        new AbortController().signal,
      );
    const signerOf = (version: string) => ({
      kind: "certificate" as const,
      identity: `https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/${version}`,
      issuer: "https://token.actions.githubusercontent.com",
    });

    for (const version of ["v1.5.0", "v1.10.0", "v2.1.0"]) {
      it(`${version} is verified, at level 3, beside BuildKit's own that is unsigned`, async () => {
        const result = verify(await find(version), {
          roots: builtInRoots(),
          signer: signerOf(version),
        });
        assert.equal(result.verdict, "verified");
        assert.deepEqual(
          result.items.map(({ verdict, place, level }) => [
            verdict,
            place,
            level?.claim,
            level?.level,
          ]),
          [
            ["unsigned", "index", "says", null],
            ["verified", "tag", "is", 3],
          ],
        );
      });

      it(`${version} is not, with one byte flipped in any part`, async () => {
        const found = await find(version);
        const attestation = found.artifacts.find(({ place }) => place === "tag");
        assert.ok(attestation !== undefined);
        const options = { roots: builtInRoots(), signer: signerOf(version) };
        for (const [part, twin] of tamperedTwins(attestation)) {
          const whole = { ...evidence([twin]), image: found.image };
          assert.equal(verify(whole, options).verdict, "failed", part);
        }
      });
    }
  });
});

/** The artifact with a character changed in the middle of each of its parts in turn, digests made to fit. */
function tamperedTwins(whole: Artifact): [string, Artifact][] {
  const [layer] = whole.layers;
  assert.ok(layer !== undefined && layer.bytes !== null);
  const text = Buffer.from(layer.bytes).toString();
  const { annotations } = layer.descriptor;
  const twin = (content: string, changed: Readonly<Record<string, string>>): Artifact => {
    const bytes = Buffer.from(content);
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    const descriptor = { ...layer.descriptor, digest, annotations: { ...annotations, ...changed } };
    return { ...whole, layers: [{ ...layer, bytes, descriptor }] };
  };
  const inText = ["payload", "sig"].map((name): [string, Artifact] => {
    const pattern = new RegExp(`("${name}":\\s*")([^"]+)`);
    const content = text.replace(pattern, (_, start: string, value: string) => start + flip(value));
    return [name, twin(content, {})];
  });
  const bundleName = "dev.sigstore.cosign/bundle";
  const entry = annotations[bundleName] ?? "";
  const inEntry = ["SignedEntryTimestamp", "body", "logID"].map((name): [string, Artifact] => {
    const pattern = new RegExp(`("${name}":\\s*")([^"]+)`);
    const content = entry.replace(
      pattern,
      (_, start: string, value: string) => start + flip(value),
    );
    return [name, twin(text, { [bundleName]: content })];
  });
  const numbers = ["integratedTime", "logIndex"].map((name): [string, Artifact] => {
    const content = entry.replace(
      new RegExp(`("${name}":\\s*)(\\d+)`),
      (_, start: string, value: string) => `${start}${Number(value) + 1}`,
    );
    return [name, twin(text, { [bundleName]: content })];
  });
  const certificate = "dev.sigstore.cosign/certificate";
  const changed = { [certificate]: flip(annotations[certificate] ?? "") };
  return [...inText, ...inEntry, ...numbers, ["certificate", twin(text, changed)]];
}

function flip(text: string): string {
  const middle = Math.floor(text.length / 2);
  const other = text[middle] === "a" ? "b" : "a";
  return `${text.slice(0, middle)}${other}${text.slice(middle + 1)}`;
}
