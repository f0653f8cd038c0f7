import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { trustedKey } from "../../src/verify/trustedKey";
import { artifact, createKey, outcome, statement, trusting, verify } from "./image";
import { envelope, keyBundle, statementType } from "./signing";

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
});
