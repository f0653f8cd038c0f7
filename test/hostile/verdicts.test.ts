import assert from "node:assert/strict";
import { createPublicKey, sign } from "node:crypto";
import type { Artifact } from "../../src/image/artifact";
import { noDemands } from "../../src/verify/policy";
import { createAuthority, workflow } from "../verify/authority";
import {
  artifact,
  createKey,
  evidence,
  manifestDigest,
  otherDigest,
  outcome,
  provenance,
  statement,
  trusting,
  verify,
  type Layer,
} from "../verify/image";
import { certificateBundle, dsseBody, envelope, keyBundle } from "../verify/signing";

const key = createKey();
const byKey = trusting(key);
const keyed = (text: string) =>
  artifact({ content: keyBundle(key.trusted.hint, envelope(text, key.privateKey)) });

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

describe("a genuine image", () => {
  const names = (...all: readonly string[]) =>
    keyed(
      statement({
        subject: all.map((name) => ({ name, digest: { sha256: manifestDigest.slice(7) } })),
      }),
    );
  const asked = (item: Artifact) => outcome(verify(evidence([item], "ghcr.io/acme/app"), byKey));

  it("that was pushed under several names is each of them, and no other", () => {
    const two = ["pkg:docker/acme/app@1", "pkg:docker/ghcr.io/acme/app@1"] as const;
    assert.equal(asked(names(...two)), "verified");
    assert.equal(asked(names(...[...two].reverse())), "verified");
    assert.equal(asked(names("pkg:docker/acme/app@1", "quay.io/acme/app")), "failed, name failed");
    // A name of another digest is not this image's.
    const other = { name: "ghcr.io/acme/app", digest: { sha256: otherDigest.slice(7) } };
    const own = { name: "ghcr.io/acme/old", digest: { sha256: manifestDigest.slice(7) } };
    assert.equal(asked(keyed(statement({ subject: [other, own] }))), "failed, name failed");
  });

  it("signed with a key that nobody knows is unchecked, whatever its bundle calls the key", () => {
    const stranger = createKey();
    for (const hint of [stranger.trusted.hint, "awskms:///alias/release", ""]) {
      const content = keyBundle(hint, envelope(statement(), stranger.privateKey));
      assert.equal(outcome(verify([artifact({ content })])), "unchecked, signature not-done", hint);
    }
  });
});

describe("an old signature", () => {
  const authority = createAuthority();
  const pem = createPublicKey(key.privateKey).export({ type: "spki", format: "pem" }).toString();
  const made = envelope(statement(), key.privateKey);
  const entryAt = (at: Date) => {
    // The log takes an entry but once; one that differs in what nobody compares is another.
    const body = { ...dsseBody(made, pem), at };
    const { promise, logId, ...entry } = authority.log(body, at);
    return {
      logIndex: String(entry.logIndex),
      logId: { keyId: Buffer.from(logId, "hex").toString("base64") },
      kindVersion: { kind: "dsse", version: "0.0.1" },
      integratedTime: String(entry.integratedTime),
      inclusionPromise: { signedEntryTimestamp: promise },
      inclusionProof: authority.prove(body),
      canonicalizedBody: entry.body,
    };
  };
  const loggedAt = (...times: readonly string[]) => {
    const tlogEntries = times.map((time) => entryAt(new Date(time)));
    const material = { publicKey: { hint: key.trusted.hint }, tlogEntries };
    const bundle = { ...keyBundle(key.trusted.hint, made), verificationMaterial: material };
    return verify([artifact({ content: bundle })], {
      ...byKey,
      roots: [authority.root],
      demands: { ...noDemands, maxAgeDays: 30 },
    });
  };

  it("does not become new by being logged again", () => {
    assert.equal(outcome(loggedAt("2026-11-20T10:00:00Z")), "verified");
    assert.equal(outcome(loggedAt("2026-03-01T10:00:00Z")), "failed, freshness failed");
    const again = loggedAt("2026-03-01T10:00:00Z", "2026-11-20T10:00:00Z");
    assert.equal(outcome(again), "failed, freshness failed");
  });
});

describe("provenance that failed a check", () => {
  it("has no level: its builder built something else", () => {
    const authority = createAuthority("GitHub");
    const built = (digest: string) => {
      const issued = authority.issue();
      const said = JSON.parse(provenance(workflow)) as Record<string, unknown>;
      const text = JSON.stringify({ ...said, subject: [{ digest: { sha256: digest.slice(7) } }] });
      const content = certificateBundle(authority, issued, envelope(text, issued.key));
      return verify([artifact({ content })], { roots: [authority.root] });
    };
    const levelOf = ({ items: [first] }: ReturnType<typeof verify>) => first?.level?.level;
    assert.equal(levelOf(built(manifestDigest)), 2);
    assert.equal(levelOf(built(otherDigest)), null);
  });
});

describe("more layers than are looked at", () => {
  it("leave unchecked what was not found among the first", () => {
    const { layers, ...rest } = artifact({ content: statement() });
    const [layer] = layers;
    const many = {
      ...rest,
      layers: Array.from({ length: 65 }, () => layer).flatMap((it) => it ?? []),
    };
    assert.equal(verify([many]).verdict, "unchecked");
    assert.equal(verify([many, keyed(statement())], byKey).verdict, "verified");
  });
});

describe("what is there, and is not what is required", () => {
  const required = (items: readonly Artifact[], kind: "provenance" | "sbom" | "signature") =>
    verify(items, { ...byKey, demands: { ...noDemands, require: [kind] } }).verdict;

  it("a summary of a verification is no provenance, whatever level it names", () => {
    const summary = statement({
      predicateType: "https://slsa.dev/verification_summary/v1",
      predicate: {
        verifier: { id: "https://example.com/verifier" },
        timeVerified: "2026-11-20T10:00:00Z",
        resourceUri: "ghcr.io/acme/app",
        policy: { uri: "https://example.com/policy" },
        verificationResult: "PASSED",
        verifiedLevels: ["SLSA_BUILD_LEVEL_3"],
      },
    });
    assert.equal(required([keyed(summary)], "provenance"), "unsigned");
    const levels = verify([keyed(summary)], { ...byKey, demands: { ...noDemands, level: 1 } });
    assert.equal(levels.verdict, "unsigned");
  });

  it("a signed statement does not make an unsigned one of another kind signed", () => {
    const unsigned = artifact({ content: statement() });
    assert.equal(required([keyed(provenance("x")), unsigned], "sbom"), "unsigned");
    assert.equal(required([keyed(provenance("x")), unsigned], "signature"), "unsigned");
    assert.equal(required([keyed(provenance("x")), unsigned], "provenance"), "verified");
  });

  it("a statement in a statement says nothing", () => {
    const inner = JSON.parse(statement()) as unknown;
    const other = { sha256: otherDigest.slice(7) };
    const outer = statement({ subject: [{ digest: other }], predicate: inner });
    assert.equal(outcome(verify([keyed(outer)], byKey)), "failed, subject failed");
  });
});

describe("a signer of the same authority", () => {
  it("is another for another source, runner or issuer, and where two say who signed", () => {
    const authority = createAuthority("Sigstore");
    const builder = "https://github.com/docker/github-builder/.github/workflows/build.yml";
    const usual = {
      names: [`${builder}@refs/heads/main`],
      source: "https://github.com/moby/buildkit",
    };
    const verdictOf = (changes: Parameters<typeof authority.issue>[0]) => {
      const issued = authority.issue({ ...usual, ...changes });
      const made = envelope(statement(), issued.key);
      const found = [artifact({ content: certificateBundle(authority, issued, made) })];
      return verify(evidence(found, "docker.io/moby/buildkit"), { roots: [authority.root] })
        .verdict;
    };
    assert.equal(verdictOf({}), "verified");
    assert.equal(verdictOf({ source: "https://github.com/evil/buildkit" }), "untrusted");
    assert.equal(verdictOf({ runner: "self-hosted" }), "untrusted");
    assert.equal(verdictOf({ issuer: "https://accounts.google.com" }), "untrusted");
    const [same = ""] = usual.names;
    assert.equal(verdictOf({ buildSigner: same }), "verified");
    assert.equal(verdictOf({ buildSigner: same.replace("docker/", "evil/") }), "untrusted");
    const forks = [`${builder}@refs/pull/1/merge`, `${builder}@refs/heads/main@refs/heads/main`];
    for (const name of forks) assert.equal(verdictOf({ names: [name] }), "untrusted", name);
  });
});
