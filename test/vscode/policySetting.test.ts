import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { dhiTrustedKeys } from "../../src/verify/builtIn";
import { emptyPolicy } from "../../src/verify/policy";
import { fingerprint } from "../../src/verify/writtenKey";
import { readPolicySetting } from "../../src/vscode/policySetting";
import { temporaryFolder } from "../registry/folder";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
const home = temporaryFolder();

function keyOf(written: string): string {
  const reading = readPolicySetting({ local: { signers: [{ key: written }] } }, home);
  return reading.kind === "problem" ? reading.text : (reading.policy.keys[0]?.name ?? "none");
}

describe("The setting drydock.policy", () => {
  it("where nobody wrote one, trusts nobody beside those that ship", () => {
    for (const value of [undefined, null])
      assert.deepEqual(readPolicySetting(value, home), { kind: "policy", policy: emptyPolicy });
    assert.deepEqual(readPolicySetting({}, home), { kind: "policy", policy: emptyPolicy });
  });

  it("names a key by its text, its file, or the name of one that ships", () => {
    writeFileSync(path.join(home, "acme.pub"), pem);
    assert.match(keyOf(pem), /^SHA256:[\w+/]{43}$/);
    assert.equal(keyOf(path.join(home, "acme.pub")), "acme.pub");
    assert.equal(keyOf("~/acme.pub"), "acme.pub");
    assert.equal(keyOf("dhi-2"), "dhi-2");
  });

  it("a key that ships keeps the time for which it counts", () => {
    const value = { images: [{ match: "mirror.example.com", signers: [{ key: "dhi-1" }] }] };
    const reading = readPolicySetting(value, home);
    const retired = dhiTrustedKeys().find(({ name }) => name === "dhi-1");
    assert.ok(reading.kind === "policy" && retired?.until);
    assert.deepEqual(reading.policy.keys[0]?.until, retired.until);
  });

  it("says what is wrong with a key", () => {
    writeFileSync(path.join(home, "large.pub"), "x".repeat(70_000));
    const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const cases: readonly (readonly [string, RegExp])[] = [
      ["acme.pub", /has to be the whole path of a file/],
      ["~/missing.pub", /there is no such file/],
      ["~/large.pub", /too large for a public key/],
      [home, /it is no file/],
      [secret, /holds a private key/],
      ["-----BEGIN PUBLIC KEY-----\nx", /holds no public key/],
    ];
    for (const [written, expected] of cases) assert.match(keyOf(written), expected);
  });

  it("counts as a whole or not at all", () => {
    for (const value of [7, "x", [], { image: [] }, { images: [{ match: "no repository" }] }])
      assert.equal(readPolicySetting(value, home).kind, "problem", JSON.stringify(value));
  });

  it("shows fingerprints as other tools do", () => {
    assert.equal(fingerprint("q83vEjRW="), "SHA256:q83vEjRW");
  });
});
