import assert from "node:assert/strict";
import { createHash, createPublicKey, sign } from "node:crypto";
import { readBundle } from "../../src/attestations/bundle";
import type { JsonValue } from "../../src/attestations/json";
import type { Artifact } from "../../src/image/artifact";
import { checkBundle } from "../../src/verify/bundleSignature";
import { readTrustRoot } from "../../src/verify/trustRoot";
import { noDemands } from "../../src/verify/policy";
import { createAuthority, githubIssuer, signingTime, workflow } from "./authority";
import {
  artifact,
  checkOf,
  createKey,
  evidence,
  indexDigest,
  manifestDigest,
  otherDigest,
  outcome,
  provenance,
  spdxType,
  statement,
  trusting,
  verify,
} from "./image";
import {
  certificateBundle,
  cosignAnnotations,
  dsseBody,
  envelope,
  hex,
  keyBundle,
  statementType,
} from "./signing";

const authority = createAuthority();
const key = createKey();
const byKey = trusting(key);
const signer = { kind: "certificate", identity: workflow, issuer: githubIssuer } as const;
const byWorkflow = { roots: [authority.root], signer };

const keyed = (text: string, payloadType?: string) =>
  artifact({ content: keyBundle(key.trusted.hint, envelope(text, key.privateKey, payloadType)) });

function certified(text: string, changes: Parameters<typeof authority.issue>[0] = {}) {
  const issued = authority.issue(changes);
  return artifact({ content: certificateBundle(authority, issued, envelope(text, issued.key)) });
}

describe("a signed statement", () => {
  it("is verified when signer, image and content are right", () => {
    assert.equal(outcome(verify([keyed(statement())], byKey)), "verified");
    assert.equal(outcome(verify([certified(statement())], byWorkflow)), "verified");
  });

  it("is of exactly the identity that was named, and its issuer", () => {
    const identities = [
      `${workflow}x`,
      `x${workflow}`,
      workflow.toUpperCase(),
      // A dot of a pattern would match any character.
      workflow.replace("github.com", "githubxcom"),
      workflow.replace(/^(.*)@.*/, "$1"),
    ];
    for (const identity of identities) {
      const item = certified(statement(), { names: [identity] });
      assert.equal(outcome(verify([item], byWorkflow)), "untrusted, identity failed", identity);
    }
    const issuer = "https://token.actions.githubusercontent.com.example.com";
    const other = certified(statement(), { issuer });
    assert.equal(outcome(verify([other], byWorkflow)), "untrusted, identity failed");
  });

  it("that is another's in two ways is called by the one that naming the signer would not mend", () => {
    const named = statement({
      subject: [{ name: "ghcr.io/acme/old", digest: { sha256: manifestDigest.slice(7) } }],
    });
    const { verdict, reasons } = verify(evidence([certified(named)], "ghcr.io/acme/app"), {
      roots: [authority.root],
    });
    assert.deepEqual(
      [verdict, reasons],
      [
        "failed",
        ["The SBOM (SPDX 2.3) was signed as that of ghcr.io/acme/old, not of ghcr.io/acme/app."],
      ],
    );
  });

  it("is about the image, by the digest of its platform manifest or its index", () => {
    const about = (...digests: readonly object[]) =>
      statement({ subject: digests.map((digest) => ({ name: "x", digest })) });
    const of = (digest: string) => ({ sha256: digest.slice(7) });
    const cases: readonly (readonly [string, string])[] = [
      [about(of(manifestDigest)), "verified"],
      [about(of(indexDigest)), "verified"],
      [about(of(otherDigest)), "failed, subject failed"],
      [about(of(manifestDigest.toUpperCase())), "failed, subject failed"],
      [about({ sha1: manifestDigest.slice(7) }), "failed, subject failed"],
      [about({ sha256: manifestDigest }), "failed, subject failed"],
      [about(), "failed, subject failed"],
      [about(...Array.from({ length: 74 }, () => of(otherDigest)), of(manifestDigest)), "verified"],
    ];
    for (const [text, expected] of cases) {
      assert.equal(outcome(verify([keyed(text)], byKey)), expected, text);
    }
    const many = verify([keyed(cases.at(-1)?.[0] ?? "")], byKey);
    assert.match(checkOf(many, "subject")?.found ?? "", /\(subject 75 of 75\)$/);
  });

  it("is where its manifest says that it is about the image too", () => {
    const content = keyBundle(key.trusted.hint, envelope(statement(), key.privateKey));
    const elsewhere = artifact({ content, about: otherDigest });
    assert.equal(outcome(verify([elsewhere], byKey)), "failed, subject failed");
  });

  it("is a statement by its signed type", () => {
    const cases = [
      [statementType, "verified"],
      ["application/vnd.in-toto.spdx+json", "verified"],
      ["text/plain", "failed, statement failed"],
      ["application/json", "failed, statement failed"],
      ["application/vnd.in-toto+json; charset=utf-8", "failed, statement failed"],
    ] as const;
    for (const [type, expected] of cases) {
      assert.equal(outcome(verify([keyed(statement(), type)], byKey)), expected, type);
    }
  });

  it("is not believed where a name is there twice", () => {
    const twice = statement().replace(
      '"predicateType"',
      '"predicateType":"https://x","predicateType"',
    );
    assert.equal(outcome(verify([keyed(twice)], byKey)), "failed, statement failed");
    const escaped = statement().replace('"subject"', '"\\u0073ubject":[],"subject"');
    assert.equal(outcome(verify([keyed(escaped)], byKey)), "failed, statement failed");
    const bundle = JSON.stringify(
      keyBundle(key.trusted.hint, envelope(statement(), key.privateKey)),
    );
    const twofold = bundle.replace('"dsseEnvelope"', '"dsseEnvelope":{},"dsseEnvelope"');
    assert.match(outcome(verify([artifact({ content: twofold })], byKey)), /^failed/);
  });

  it("has one signature", () => {
    const made = envelope(statement(), key.privateKey);
    const other = envelope(statement(), createKey().privateKey);
    const both = { ...made, signatures: [...made.signatures, ...other.signatures] };
    for (const signatures of [both.signatures, [...both.signatures].reverse(), []]) {
      const changed = { ...made, signatures };
      const bundle = artifact({ content: keyBundle(key.trusted.hint, changed) });
      assert.equal(outcome(verify([bundle], byKey)), "failed, signature failed");
      const bare = artifact({ content: changed });
      assert.equal(outcome(verify([bare], byKey)), "failed, signature failed");
    }
  });

  it("is the only thing that its bundle holds", () => {
    const message = "signed, and nothing of what is shown";
    const digest = Buffer.from(hex(message), "hex").toString("base64");
    const messageSignature = {
      messageDigest: { algorithm: "SHA2_256", digest },
      signature: sign("sha256", Buffer.from(message), key.privateKey).toString("base64"),
    };
    const unsigned = envelope(statement(), createKey().privateKey);
    const both = { ...keyBundle(key.trusted.hint, unsigned), messageSignature };
    const reading = readBundle(JSON.parse(JSON.stringify(both)) as JsonValue);
    if (reading.kind === "problem") throw new Error(reading.problem);
    const trust = { roots: [], keys: [key.trusted], keysAreExpected: true };
    const { checks, signedBy } = checkBundle(reading.bundle, Buffer.from(message), trust);
    assert.deepEqual([checks[0]?.found, signedBy], ["a bundle that can be read in two ways", null]);
  });

  it("is what its label says", () => {
    const labels = [
      "in-toto.io/predicate-type",
      "predicateType",
      "dev.sigstore.bundle.predicateType",
    ];
    const content = keyBundle(key.trusted.hint, envelope(statement(), key.privateKey));
    for (const label of labels) {
      const right = artifact({ content, annotations: { [label]: spdxType } });
      assert.equal(outcome(verify([right], byKey)), "verified", label);
      const wrong = artifact({ content, annotations: { [label]: "https://openvex.dev/ns" } });
      assert.equal(outcome(verify([wrong], byKey)), "failed, predicate failed", label);
    }
  });

  it("is of the kind that its content has, whatever it is called", () => {
    const { items } = verify([keyed(provenance("https://example.com"))], byKey);
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ["provenance"],
    );
    const required = verify([keyed(provenance("https://example.com"))], {
      ...byKey,
      demands: { ...noDemands, require: ["sbom"] },
    });
    assert.deepEqual(
      [required.verdict, required.required],
      ["unsigned", [{ type: "sbom", met: false }]],
    );
  });
});

describe("a certificate", () => {
  it("is for signing, of one identity and of an authority that is believed", () => {
    const cases = [
      [{ isForSigning: false }, "failed, certificate failed"],
      [{ names: [workflow, "somebody@example.com"] }, "failed, certificate failed"],
      [{ names: [] }, "failed, certificate failed"],
      [{ isAuthority: true }, "failed, certificate failed"],
    ] as const;
    for (const [changes, expected] of cases) {
      assert.equal(outcome(verify([certified(statement(), changes)], byWorkflow)), expected);
    }
    const stranger = createAuthority().issue();
    const made = envelope(statement(), stranger.key);
    const foreign = artifact({ content: certificateBundle(authority, stranger, made) });
    assert.match(outcome(verify([foreign], byWorkflow)), /^failed, certificate failed/);
  });

  it("comes without a root of its own", () => {
    const issued = authority.issue();
    const text = JSON.stringify(
      certificateBundle(authority, issued, envelope(statement(), issued.key)),
    );
    const root = JSON.stringify({ rawBytes: authority.certificate.toString("base64") });
    const chain = text.replace(/("certificates":\[\{[^}]*\})\]/, `$1,${root}]`);
    assert.notEqual(chain, text);
    assert.equal(
      outcome(verify([artifact({ content: chain })], byWorkflow)),
      "failed, certificate failed",
    );
  });

  it("was valid when the log promised the entry", () => {
    const issued = authority.issue();
    const made = envelope(statement(), issued.key);
    const text = JSON.stringify(certificateBundle(authority, issued, made));
    const late = text.replace(/"integratedTime":"\d+"/, '"integratedTime":"1800000000"');
    assert.match(
      outcome(verify([artifact({ content: late })], byWorkflow)),
      /^failed, certificate/,
    );
  });
});

describe("a log entry", () => {
  const issued = authority.issue();
  const made = envelope(statement(), issued.key);
  const bundleWith = (body: Record<string, unknown>) =>
    artifact({ content: certificateBundle(authority, issued, made, body) });

  it("is of this envelope", () => {
    const other = envelope(statement({ predicate: {} }), issued.key);
    const borrowed = bundleWith(dsseBody(other, issued.pem));
    assert.match(outcome(verify([borrowed], byWorkflow)), /^failed, log failed/);
  });

  it("is of this signer", () => {
    const another = authority.issue({ names: ["somebody@example.com"] });
    const borrowed = bundleWith(dsseBody(made, another.pem));
    assert.match(outcome(verify([borrowed], byWorkflow)), /^failed, log failed/);
  });

  it("is promised by a log that is believed", () => {
    const content = certificateBundle(createAuthority(), issued, made);
    assert.match(outcome(verify([artifact({ content })], byWorkflow)), /^failed, log failed/);
  });

  it("is not of a log that nobody says since when to believe", () => {
    const text = JSON.stringify(authority.file).replace(
      /(PKIX_ECDSA_P256_SHA_256",)"validFor":\{[^}]*\}/,
      '$1"validFor":{}',
    );
    const reading = readTrustRoot(JSON.parse(text) as JsonValue, "undated", "");
    if (reading.kind === "problem") throw new Error(reading.problem);
    const content = certificateBundle(authority, issued, made);
    const options = { ...byWorkflow, roots: [reading.root] };
    assert.equal(outcome(verify([artifact({ content })], options)), "failed, log failed");
  });

  it("has to be there where the root has a log", () => {
    const text = JSON.stringify(certificateBundle(authority, issued, made));
    const without = text.replace(/"tlogEntries":\[.*?\}\]/, '"tlogEntries":[]');
    assert.match(
      outcome(verify([artifact({ content: without })], byWorkflow)),
      /^failed, timestamp/,
    );
  });
});

describe("an envelope with cosign's annotations", () => {
  const issued = authority.issue();
  const made = envelope(statement(), issued.key);
  const bytes = JSON.stringify(made);
  const intoto = (changes: Readonly<Record<string, unknown>> = {}) => ({
    apiVersion: "0.0.1",
    kind: "intoto",
    spec: {
      content: {
        hash: { algorithm: "sha256", value: hex(bytes) },
        payloadHash: { algorithm: "sha256", value: hex(statement()) },
      },
      publicKey: Buffer.from(issued.pem).toString("base64"),
      ...changes,
    },
  });
  const withEntry = (body: Record<string, unknown>) =>
    artifact({ content: bytes, annotations: cosignAnnotations(authority, issued, body) });

  it("is verified with an entry of kind dsse or intoto 0.0.1", () => {
    assert.equal(outcome(verify([withEntry(intoto())], byWorkflow)), "verified");
    assert.equal(outcome(verify([withEntry(dsseBody(made, issued.pem))], byWorkflow)), "verified");
  });

  it("fails where the entry is of other content, another signer or an unknown kind", () => {
    const hash = { algorithm: "sha256", value: hex("other") };
    const payloadHash = { algorithm: "sha256", value: hex(statement()) };
    const other = createAuthority().issue();
    for (const body of [
      intoto({ content: { hash, payloadHash } }),
      intoto({ content: { hash: { algorithm: "sha256", value: hex(bytes) }, payloadHash: hash } }),
      intoto({ publicKey: Buffer.from(other.pem).toString("base64") }),
      { ...intoto(), kind: "rpm" },
      { ...intoto(), apiVersion: "0.0.9" },
    ]) {
      assert.match(outcome(verify([withEntry(body)], byWorkflow)), /^failed, .*log failed/);
    }
  });

  it("fails without an entry, with another's certificate, and with one that is not for signing", () => {
    const annotations = cosignAnnotations(authority, issued, intoto());
    const certificate = "dev.sigstore.cosign/certificate";
    const without = { [certificate]: issued.pem };
    assert.match(
      outcome(verify([artifact({ content: bytes, annotations: without })], byWorkflow)),
      /^failed, log failed, timestamp failed$/,
    );
    const swapped = { ...annotations, [certificate]: authority.issue().pem };
    assert.match(
      outcome(verify([artifact({ content: bytes, annotations: swapped })], byWorkflow)),
      /^failed, signature failed/,
    );
    const server = authority.issue({ isForSigning: false });
    const signed = envelope(statement(), server.key);
    const body = dsseBody(signed, server.pem);
    const item = artifact({
      content: signed,
      annotations: cosignAnnotations(authority, server, body),
    });
    assert.equal(outcome(verify([item], byWorkflow)), "failed, certificate failed");
  });
});

describe("a signature by a key with a log entry", () => {
  const made = envelope(statement(), key.privateKey);
  const pem = createPublicKey(key.privateKey).export({ type: "spki", format: "pem" }).toString();
  const entryAt = (at: Date, body = dsseBody(made, pem)) => {
    const { promise, logId, ...entry } = authority.log(body, at);
    const Payload = { ...entry, logID: logId };
    const bundle = JSON.stringify({ SignedEntryTimestamp: promise, Payload });
    return artifact({ content: made, annotations: { "dev.sigstore.cosign/bundle": bundle } });
  };
  const options = { ...byKey, roots: [authority.root] };

  it("has an entry of this key, from a time at which the log was believed", () => {
    assert.equal(outcome(verify([entryAt(signingTime)], options)), "verified");
    const before = entryAt(new Date("2025-12-31T00:00:00Z"));
    assert.equal(outcome(verify([before], options)), "failed, log failed");
    const other = createPublicKey(createKey().privateKey).export({ type: "spki", format: "pem" });
    const borrowed = entryAt(signingTime, dsseBody(made, other.toString()));
    assert.equal(outcome(verify([borrowed], options)), "failed, log failed");
    assert.equal(outcome(verify([entryAt(signingTime)], byKey)), "failed, log failed");
  });

  it("tells when a retired key signed", () => {
    const retiredAt = (until: Date) => ({ ...options, key: { ...key.trusted, until } });
    const found = [entryAt(signingTime)];
    const after = new Date(signingTime.getTime() + 1000);
    assert.equal(outcome(verify(found, retiredAt(after))), "verified");
    assert.equal(outcome(verify(found, retiredAt(signingTime))), "failed, timestamp failed");
  });
});

describe("a signature by a key with a time stamp", () => {
  const until = new Date(signingTime.getTime() + 1000);
  const retired = { ...byKey, roots: [authority.root], key: { ...key.trusted, until } };
  const made = envelope(statement(), key.privateKey);
  const bytes = Buffer.from(JSON.stringify(made));
  const payload = JSON.stringify({
    critical: {
      identity: { "docker-reference": "" },
      image: { "docker-manifest-digest": manifestDigest },
      type: "cosign container image signature",
    },
  });
  const signature = sign("sha256", Buffer.from(payload), key.privateKey);
  const annotation = (response: Buffer) => ({
    "dev.sigstore.cosign/rfc3161timestamp": JSON.stringify({
      SignedRFC3161Timestamp: response.toString("base64"),
    }),
  });
  const attested = (response: Buffer) =>
    artifact({ content: bytes.toString(), annotations: annotation(response) });
  const signed = (response: Buffer) => {
    const own = { "dev.cosignproject.cosign/signature": signature.toString("base64") };
    return artifact({ content: payload, annotations: { ...own, ...annotation(response) } });
  };

  it("tells when a retired key signed: the signature, or the envelope as cosign has it stamped", () => {
    assert.equal(outcome(verify([signed(authority.stamp(signature))], retired)), "verified");
    const found = verify([attested(authority.stamp(bytes))], retired);
    assert.equal(outcome(found), "verified");
    assert.equal(checkOf(found, "timestamp")?.found, "2026-11-20T10:00:00.000Z");
  });

  it("of another time, over other bytes, by nobody known, or broken is none", () => {
    const others = {
      late: authority.stamp(signature, until),
      elsewhere: authority.stamp(bytes),
      stranger: createAuthority().stamp(signature),
      broken: authority.stamp(signature).subarray(0, 40),
      empty: Buffer.from("x"),
    };
    for (const [name, response] of Object.entries(others)) {
      assert.equal(outcome(verify([signed(response)], retired)), "failed, timestamp failed", name);
    }
    const late = verify([signed(others.late)], retired);
    assert.match(checkOf(late, "timestamp")?.expected ?? "", /2026-11-20T10:00:01/);
    // A key that is in use needs none, but what is there must hold.
    const current = { ...byKey, roots: [authority.root] };
    assert.equal(outcome(verify([signed(others.stranger)], current)), "failed, timestamp failed");
    assert.equal(
      outcome(verify([signed(authority.stamp(signature))], byKey)),
      "failed, timestamp failed",
    );
  });

  it("counts for a certificate too", () => {
    const issued = authority.issue();
    const by = envelope(statement(), issued.key);
    const text = JSON.stringify(by);
    const item = artifact({
      content: text,
      annotations: {
        ...cosignAnnotations(authority, issued, dsseBody(by, issued.pem)),
        ...annotation(authority.stamp(Buffer.from(text))),
      },
    });
    const found = verify([item], byWorkflow);
    assert.equal(outcome(found), "verified");
    assert.equal(
      checkOf(found, "timestamp")?.found,
      "2026-11-20T10:00:00.000Z, 2026-11-20T10:00:00.000Z",
    );
  });
});

describe("the time of a log entry", () => {
  const made = envelope(statement(), key.privateKey);
  const pem = createPublicKey(key.privateKey).export({ type: "spki", format: "pem" }).toString();
  const body = dsseBody(made, pem);
  const { promise, ...entry } = authority.log(body);
  const bundleWith = (inclusionPromise: object) => {
    const tlogEntry = {
      logIndex: String(entry.logIndex),
      logId: { keyId: Buffer.from(entry.logId, "hex").toString("base64") },
      kindVersion: { kind: "dsse", version: "0.0.1" },
      integratedTime: String(entry.integratedTime),
      inclusionProof: authority.prove(body),
      canonicalizedBody: entry.body,
      ...inclusionPromise,
    };
    const bundle = keyBundle(key.trusted.hint, made);
    const material = { publicKey: { hint: key.trusted.hint }, tlogEntries: [tlogEntry] };
    return artifact({ content: { ...bundle, verificationMaterial: material } });
  };
  const until = new Date(signingTime.getTime() + 1000);
  const retired = { ...byKey, roots: [authority.root], key: { ...key.trusted, until } };

  it("is vouched for by the log's promise, not by the proof that it is in the log", () => {
    const promised = { inclusionPromise: { signedEntryTimestamp: promise } };
    assert.equal(outcome(verify([bundleWith(promised)], retired)), "verified");
    assert.equal(outcome(verify([bundleWith({})], retired)), "failed, timestamp failed");
    const current = { ...byKey, roots: [authority.root] };
    assert.equal(outcome(verify([bundleWith({})], current)), "verified");
  });
});

describe("a signature over bytes", () => {
  const message = Buffer.from("what is signed");
  const trust = { roots: [], keys: [key.trusted], keysAreExpected: true };
  const signatureOver = (digestOf: string) => {
    const { dsseEnvelope: _, ...rest } = keyBundle(key.trusted.hint, envelope("", key.privateKey));
    const digest = Buffer.from(hex(digestOf), "hex").toString("base64");
    const signature = sign("sha256", message, key.privateKey).toString("base64");
    const messageSignature = { messageDigest: { algorithm: "SHA2_256", digest }, signature };
    const value = JSON.parse(JSON.stringify({ ...rest, messageSignature })) as JsonValue;
    const reading = readBundle(value);
    if (reading.kind === "problem") throw new Error(reading.problem);
    return reading.bundle;
  };

  it("has the digest that it says, and needs the bytes", () => {
    const good = signatureOver("what is signed");
    assert.equal(checkBundle(good, message, trust).signedBy?.kind, "key");
    assert.deepEqual(checkBundle(good, null, trust).checks[0]?.result, "not-done");
    assert.equal(checkBundle(good, Buffer.from("else"), trust).signedBy, null);
    assert.equal(checkBundle(signatureOver("else"), message, trust).signedBy, null);
  });
});

describe("a bundle over bytes, as a referrer of the image", () => {
  const manifest = Buffer.from('{"schemaVersion":2}');
  const digest = `sha256:${hex(manifest)}`;
  const over = (signed: Buffer, algorithm: "sha256" | "sha512" = "sha256") => {
    const { dsseEnvelope: _, ...rest } = keyBundle(key.trusted.hint, envelope("", key.privateKey));
    return {
      ...rest,
      messageSignature: {
        messageDigest: {
          algorithm: algorithm === "sha256" ? "SHA2_256" : "SHA2_512",
          digest: createHash(algorithm).update(signed).digest("base64"),
        },
        signature: sign(algorithm, signed, key.privateKey).toString("base64"),
      },
    };
  };
  /** Evidence of an image with that manifest, its bytes at hand; layers beside the bundle are of one artifact. */
  const found = (content: object, ...beside: readonly string[]) => {
    const [first, ...others] = [content, ...beside].map((one) =>
      artifact({ content: one, about: digest }),
    );
    assert.ok(first !== undefined);
    const whole = evidence([{ ...first, layers: [first, ...others].flatMap((it) => it.layers) }]);
    const image = { ...whole.image, index: null, manifest: { ...whole.image.manifest, digest } };
    return verify({ ...whole, image, manifests: new Map([[digest, manifest]]) }, byKey);
  };
  const payload = (of: string, more: object = {}) =>
    JSON.stringify({
      critical: {
        identity: { "docker-reference": "" },
        image: { "docker-manifest-digest": of },
        type: "cosign container image signature",
      },
      ...more,
    });

  it("is a signature of the image where these are its manifest", () => {
    const good = found(over(manifest));
    assert.equal(outcome(good), "verified");
    assert.equal(good.items[0]?.kind, "signature");
    assert.equal(checkOf(good, "subject")?.found, digest);
    assert.equal(outcome(found(over(manifest, "sha512"))), "verified");
    const spoiled = over(manifest);
    spoiled.messageSignature.signature = over(Buffer.from("x")).messageSignature.signature;
    assert.equal(outcome(found(spoiled)), "failed, signature failed");
  });

  it("is one where these are a payload beside it that names the manifest", () => {
    const good = payload(digest, { optional: null });
    assert.equal(outcome(found(over(Buffer.from(good)), good)), "verified");
    const other = payload(otherDigest);
    assert.equal(outcome(found(over(Buffer.from(other)), other)), "failed, subject failed");
  });

  it("is none where these are something else, or not there", () => {
    assert.equal(outcome(found(over(Buffer.from("else")))), "failed, subject failed");
    const away = Buffer.from(payload(digest));
    assert.equal(outcome(found(over(away))), "failed, subject failed");
    // The signed manifest of another image, made to look like a payload too.
    const twofold = payload(digest, { schemaVersion: 2 });
    assert.equal(outcome(found(over(Buffer.from(twofold)), twofold)), "failed, subject failed");
  });
});

describe("cosign's signature of an image", () => {
  const signed = (critical: Readonly<Record<string, unknown>>, optional: unknown = null) => {
    const content = JSON.stringify({ critical, optional });
    const signature = sign("sha256", Buffer.from(content), key.privateKey).toString("base64");
    return artifact({ content, annotations: { "dev.cosignproject.cosign/signature": signature } });
  };
  const image = (digest: string) => ({ "docker-manifest-digest": digest });
  const type = "cosign container image signature";
  const identity = { "docker-reference": "ghcr.io/acme/app" };

  it("is of the image, of the right type, and under the name asked for", () => {
    const good = { identity, image: image(manifestDigest), type };
    const cases: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [good, "verified"],
      [{ ...good, image: image(indexDigest) }, "verified"],
      [{ ...good, image: image(otherDigest) }, "failed, subject failed"],
      [{ ...good, image: {} }, "failed, subject failed"],
      [{ ...good, type: "atomic container signature" }, "failed, subject failed"],
      [{ ...good, identity: { "docker-reference": "ghcr.io/acme/old" } }, "failed, name failed"],
    ];
    for (const [critical, expected] of cases) {
      const found = evidence([signed(critical)], "ghcr.io/acme/app");
      assert.equal(outcome(verify(found, byKey)), expected, JSON.stringify(critical));
    }
  });

  it("says it once", () => {
    const good = JSON.stringify({ critical: { identity, image: image(manifestDigest), type } });
    const content = good.replace(
      '"image"',
      `"image":${JSON.stringify(image(otherDigest))},"image"`,
    );
    const signature = sign("sha256", Buffer.from(content), key.privateKey).toString("base64");
    const annotations = { "dev.cosignproject.cosign/signature": signature };
    const twofold = artifact({ content, annotations });
    assert.equal(outcome(verify([twofold], byKey)), "failed, statement failed");
  });

  it("over an attestation says what that is, too", () => {
    const attested = artifact({ content: statement() });
    const over = (
      optional: Readonly<Record<string, string>>,
      digest = attested.manifest?.descriptor.digest,
    ) =>
      verify(
        evidence(
          [
            {
              ...attested,
              signatures: [signed({ identity, image: image(digest ?? ""), type }, optional)],
            },
          ],
          "ghcr.io/acme/app",
        ),
        byKey,
      );
    assert.equal(outcome(over({})), "verified");
    assert.equal(outcome(over({ predicateType: spdxType })), "verified");
    assert.equal(
      outcome(over({ predicateType: "https://openvex.dev/ns" })),
      "failed, predicate failed",
    );
    assert.equal(
      outcome(over({ subject: `ghcr.io/acme/old@${manifestDigest}` })),
      "failed, name failed",
    );
    assert.equal(outcome(over({}, manifestDigest)), "failed, subject failed");
  });
});

describe("a bundle over an attestation", () => {
  const attested = artifact({ content: statement() });
  const over = (text: string) => {
    const signature = artifact({
      content: keyBundle(key.trusted.hint, envelope(text, key.privateKey)),
    });
    return verify([{ ...attested, signatures: [signature] }], byKey);
  };
  const about = (digest: string) =>
    statement({
      subject: [{ digest: { sha256: digest.slice(7) } }],
      predicateType: "https://sigstore.dev/cosign/sign/v1",
      predicate: {},
    });
  const own = attested.manifest?.descriptor.digest ?? "";

  it("has the attestation's manifest as its subject, and says it once", () => {
    assert.equal(outcome(over(about(own))), "verified");
    assert.equal(outcome(over(about(manifestDigest))), "failed, subject failed");
    const twice = about(own).replace('"predicate":', '"predicate":1,"predicate":');
    assert.equal(outcome(over(twice)), "failed, subject failed");
    assert.equal(outcome(over("no statement")), "failed, subject failed");
  });

  it("counts where it is the best of several", () => {
    const signatures = [about(own), about(manifestDigest)].map((text) =>
      artifact({ content: keyBundle(key.trusted.hint, envelope(text, key.privateKey)) }),
    );
    for (const list of [signatures, [...signatures].reverse()]) {
      assert.equal(verify([{ ...attested, signatures: list }], byKey).verdict, "verified");
    }
  });
});

describe("a signature of the Notary Project", () => {
  const head = (cty: string) =>
    Buffer.from(JSON.stringify({ alg: "PS256", cty })).toString("base64url");
  const jws = { payload: "e30", protected: head("application/vnd.cncf.notary.payload.v1+json") };
  const content = { ...jws, header: {}, signature: "AA" };

  it("is named, by its content or its label, and not verified", () => {
    const found = [
      artifact({ content }),
      artifact({ content: "no JSON", mediaType: "application/cose" }),
      artifact({ content, mediaType: "application/jose+json" }),
    ];
    for (const one of found) {
      const { verdict, items } = verify([one], byKey);
      assert.deepEqual([verdict, items[0]?.format], ["unchecked", "Notary Project"]);
      assert.match(
        items[0]?.checks.find(({ name }) => name === "signature")?.found ?? "",
        /Notary/,
      );
    }
  });

  it("is none of another type", () => {
    const other = artifact({ content: { ...content, protected: head("application/json") } });
    assert.notEqual(verify([other], byKey).items[0]?.format, "Notary Project");
  });
});

describe("a statement that names no subject, as BuildKit's of an image without a name", () => {
  const silent = statement({ subject: [] });
  const attested = artifact({ content: silent });
  const own = attested.manifest?.descriptor.digest ?? "";
  const over = (text: string) =>
    artifact({ content: keyBundle(key.trusted.hint, envelope(text, key.privateKey)) });
  const signature = over(statement({ subject: [{ digest: { sha256: own.slice(7) } }] }));
  const ofManifest = (subject: Artifact["manifest"] | null) => {
    const { manifest } = attested;
    assert.ok(manifest !== null);
    const changed = { ...manifest, subject: subject?.descriptor ?? null };
    return verify([{ ...attested, manifest: changed, signatures: [signature] }], byKey);
  };

  it("is unsigned, and not broken", () => {
    const found = verify([attested], byKey);
    assert.equal(outcome(found), "unsigned");
    assert.equal(checkOf(found, "subject")?.result, "not-applicable");
    const elsewhere = artifact({ content: silent, about: otherDigest });
    assert.equal(outcome(verify([elsewhere], byKey)), "failed, subject failed");
  });

  it("is about the image where its manifest is signed and says so, else about nothing", () => {
    const signed = verify([{ ...attested, signatures: [signature] }], byKey);
    assert.equal(outcome(signed), "verified");
    assert.equal(outcome(ofManifest(null)), "failed, subject failed");
    const { manifest } = artifact({ content: "another image" });
    assert.equal(outcome(ofManifest(manifest)), "failed, subject failed");
  });

  it("is about nothing where it is signed itself", () => {
    const made = envelope(silent, key.privateKey);
    for (const content of [keyBundle(key.trusted.hint, made), made])
      assert.equal(outcome(verify([artifact({ content })], byKey)), "failed, subject failed");
  });
});

describe("more statements than needed", () => {
  const good = keyed(statement());
  const stranger = createKey();
  const extras = {
    unsigned: artifact({ content: statement() }),
    failed: artifact({
      content: keyBundle(key.trusted.hint, envelope(statement(), stranger.privateKey)),
    }),
    otherImage: keyed(statement({ subject: [{ digest: { sha256: otherDigest.slice(7) } }] })),
    broken: artifact({ content: '{"payloadType":1,"payload":2}' }),
  };

  it("never make a verified image anything else", () => {
    for (const [name, extra] of Object.entries(extras)) {
      assert.equal(verify([extra, good], byKey).verdict, "verified", name);
      assert.equal(verify([good, extra], byKey).verdict, "verified", name);
    }
  });

  it("never make an image verified, or an unsigned one worse", () => {
    for (const [name, extra] of Object.entries(extras)) {
      assert.notEqual(verify([extra], byKey).verdict, "verified", name);
    }
    assert.equal(verify([extras.unsigned, extras.failed], byKey).verdict, "unsigned");
  });

  it("are each counted for the kinds that are required", () => {
    const { verdict, required } = verify([good, artifact({ content: provenance("x") })], {
      ...byKey,
      demands: { ...noDemands, require: ["sbom", "provenance"] },
    });
    assert.deepEqual(
      [verdict, required],
      [
        "unsigned",
        [
          { type: "sbom", met: true },
          { type: "provenance", met: false },
        ],
      ],
    );
  });
});

describe("what could not be read", () => {
  it("is unchecked, and never called unsigned", () => {
    const found = { ...evidence([]), problems: ["The registry did not answer."] };
    const { verdict, reasons } = verify(found, byKey);
    assert.deepEqual(
      [verdict, reasons],
      ["unchecked", ["No evidence was found.", "Not everything could be looked at."]],
    );
  });

  it("is nothing where it is no evidence, such as a file system that refers to the image", () => {
    const item = artifact({ content: statement() });
    const layers = item.layers.map((layer) => ({ ...layer, bytes: null, problem: null }));
    const { verdict, items } = verify([item, { ...item, layers }], byKey);
    assert.deepEqual([verdict, items.length], ["unsigned", 1]);
  });

  it("is altered only where other bytes are there", () => {
    const item = keyed(statement());
    const layerWith = (isAltered: boolean) => ({
      ...item,
      layers: item.layers.map((layer) => ({ ...layer, bytes: null, problem: "Gone.", isAltered })),
    });
    assert.equal(outcome(verify([layerWith(true)], byKey)), "failed, digest failed");
    assert.equal(outcome(verify([layerWith(false)], byKey)), "unchecked, digest not-done");
  });

  it("is hashed again", () => {
    const item = keyed(statement());
    const swapped = {
      ...item,
      layers: item.layers.map((layer) => ({ ...layer, bytes: Buffer.from(statement()) })),
    };
    assert.match(outcome(verify([swapped], byKey)), /^failed, digest failed/);
  });
});
