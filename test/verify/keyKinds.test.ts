import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { preAuthenticationEncoding } from "../../src/attestations/envelope";
import { trustedKey } from "../../src/verify/trustedKey";
import { createAuthority } from "./authority";
import { artifact, createKey, outcome, statement, trusting, verify } from "./image";
import { envelope, keyBundle, statementType, type MadeEnvelope } from "./signing";

const curve = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });

const kinds: readonly (readonly [
  name: string,
  pair: KeyPairKeyObjectResult,
  hashes: readonly (string | null)[],
])[] = [
  ["P-256", curve("P-256"), ["sha256"]],
  ["P-384", curve("P-384"), ["sha256", "sha384"]],
  ["P-521", curve("P-521"), ["sha256", "sha512"]],
  ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 }), ["sha256"]],
  ["Ed25519", generateKeyPairSync("ed25519"), [null]],
];

describe("signatures by keys of every kind", () => {
  for (const [name, { privateKey, publicKey }, hashes] of kinds)
    for (const hash of hashes) {
      const key = { privateKey, trusted: trustedKey("test.pub", publicKey) };
      const stranger = createKey("other.pub");
      const made = envelope(statement(), privateKey, statementType, hash);
      const altered = { ...made, payload: Buffer.from(statement({ a: 1 })).toString("base64") };

      it(`${name}, ${hash ?? "without a hash of its own"}: in a bundle, and in an envelope`, () => {
        for (const content of [keyBundle(key.trusted.hint, made), made])
          assert.equal(outcome(verify([artifact({ content })], trusting(key))), "verified");
      });

      it(`${name}, ${hash ?? "without a hash of its own"}: not over other bytes, nor by another key`, () => {
        for (const content of [keyBundle(key.trusted.hint, altered), altered])
          assert.equal(
            outcome(verify([artifact({ content })], trusting(key))),
            "failed, signature failed",
          );
        for (const content of [keyBundle(stranger.trusted.hint, made), made])
          assert.equal(
            outcome(verify([artifact({ content })], trusting(stranger))),
            "failed, signature failed",
          );
      });
    }

  it("by a curve's key over the hash of another curve are none", () => {
    const { privateKey, publicKey } = curve("P-384");
    const key = { privateKey, trusted: trustedKey("test.pub", publicKey) };
    const made = envelope(statement(), privateKey, statementType, "sha512");
    const content = keyBundle(key.trusted.hint, made);
    assert.equal(
      outcome(verify([artifact({ content })], trusting(key))),
      "failed, signature failed",
    );
  });

  const authority = createAuthority();

  /** An entry as version 2 of Rekor writes it for an envelope: of what the signature is over. */
  function logged(
    { payload, payloadType, signatures: [signature] }: MadeEnvelope,
    { publicKey }: KeyPairKeyObjectResult,
    hash: string,
  ): Record<string, unknown> {
    const data = preAuthenticationEncoding(payloadType, Buffer.from(payload, "base64"));
    const rawBytes = publicKey.export({ type: "spki", format: "der" }).toString("base64");
    const hashedRekordV002 = {
      data: {
        algorithm: hash.replace("sha", "SHA2_"),
        digest: createHash(hash).update(data).digest("base64"),
      },
      signature: {
        content: signature?.sig,
        verifier: { keyDetails: "PKIX_ECDSA_P256_SHA_256", publicKey: { rawBytes } },
      },
    };
    const body = { apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002 } };
    const { logId } = authority.log(body);
    return {
      logIndex: "0",
      logId: { keyId: Buffer.from(logId, "hex").toString("base64") },
      kindVersion: { kind: "hashedrekord", version: "0.0.2" },
      inclusionProof: authority.prove(body),
      canonicalizedBody: Buffer.from(JSON.stringify(body)).toString("base64"),
    };
  }

  for (const [name, hash] of [
    ["P-256", "sha256"],
    ["P-384", "sha384"],
    ["P-521", "sha512"],
  ] as const)
    it(`by a key on ${name} are in a log with the digest of their hash, of this envelope alone`, () => {
      const pair = curve(name);
      const trusted = trustedKey("test.pub", pair.publicKey);
      const key = { privateKey: pair.privateKey, trusted };
      const made = envelope(statement(), pair.privateKey, statementType, hash);
      const verifyLogged = (of: MadeEnvelope) => {
        const material = { tlogEntries: [logged(of, pair, hash)] };
        const verificationMaterial = { publicKey: { hint: trusted.hint }, ...material };
        const content = { ...keyBundle(trusted.hint, made), verificationMaterial };
        const options = { ...trusting(key), roots: [authority.root] };
        return outcome(verify([artifact({ content })], options));
      };
      assert.equal(verifyLogged(made), "verified");
      const other = { ...made, payload: Buffer.from(statement({ a: 1 })).toString("base64") };
      assert.equal(verifyLogged(other), "failed, log failed");
    });
});
