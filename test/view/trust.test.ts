import assert from "node:assert/strict";
import type { Check, CheckName, Verdict } from "../../src/verify/verdict";
import type { PolicyRule } from "../../src/verify/policy";
import { trustOf } from "../../src/view/trust";
import { evidence, image, statement, shop } from "./sample";

const rule: PolicyRule = {
  name: "ghcr.io/acme",
  images: "ghcr.io/acme",
  origin: "person",
  signers: [],
  require: ["sbom", "scan"],
  level: null,
  maxAgeDays: null,
};
const signed = statement({ kind: "sbom", sbom: shop });

describe("Trust", () => {
  it("names the policy, whose it is, and what must be there", () => {
    const required = [
      { type: "sbom", met: true },
      { type: "scan", met: false },
    ] as const;
    assert.deepEqual(trustOf(evidence([signed], { rule, required })).policy, [
      "Who may sign: the policy for ghcr.io/acme, by your setting drydock.policy.",
      "What must be there and verified: SBOM, vulnerability scan.",
    ]);
    const shipped = { ...rule, name: "Docker\u202eHardened", origin: "shipped" } as const;
    assert.deepEqual(trustOf(evidence([signed], { rule: shipped, required: [] })).policy, [
      "Who may sign: the policy for Docker⟨U+202E⟩Hardened, by the list that ships with Drydock.",
    ]);
  });

  it("names none where no rule is about the image", () => {
    const any = [{ type: "any", met: false }] as const;
    assert.deepEqual(trustOf(evidence([signed], { rule: null, required: any })).policy, []);
  });

  it("offers to add a signer where nothing but that is missing", () => {
    const offer = (verdict: Verdict, rest = {}, signer = signed.signer) =>
      trustOf(evidence([{ ...signed, verdict, signer }], { verdict }, rest)).offer;
    const repository = "registry.example.com/acme/shop";
    assert.equal(offer("untrusted"), `Trust This Signer for ${repository}…`);
    for (const verdict of ["verified", "unsigned", "unchecked", "failed"] as const)
      assert.equal(offer(verdict), null, verdict);
    assert.equal(offer("untrusted", {}, null), null);
    const onDisk = { image: { ...image, repository: null } };
    assert.equal(offer("untrusted", onDisk), "Trust This Signer for What Is on Disk…");
  });

  it("asks for the key where nothing but that is not known", () => {
    const open = (name: CheckName, found: string): Check => {
      return { name, result: "not-done", expected: null, found };
    };
    const offer = (...checks: readonly Check[]) =>
      trustOf(evidence([{ ...signed, verdict: "unchecked", checks }], { verdict: "unchecked" }))
        .offer;
    const key = open("signature", "a key that is not known here (abc)");
    assert.equal(offer(key), "Name the Public Key…");
    assert.equal(offer(key, open("log", "no root is known for it")), null);
    assert.equal(offer(open("signature", "of the Notary Project: not verified here")), null);
    assert.equal(offer(open("digest", "It is not there.")), null);
  });
});
