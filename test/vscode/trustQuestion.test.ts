import assert from "node:assert/strict";
import { emptyPolicy, type Policy } from "../../src/verify/policy";
import { readPolicy } from "../../src/verify/policyFile";
import type { Signer, Verdict } from "../../src/verify/verdict";
import type { ShownEvidence } from "../../src/view/evidence";
import { trustQuestion } from "../../src/vscode/trustQuestion";
import type { JsonValue } from "../../src/attestations/json";
import { evidence, image, statement } from "../view/sample";

const identity = "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main";
const issuer = "https://token.actions.githubusercontent.com";
const acme: Signer = { kind: "identity", identity, issuer };

function signedBy(
  signer: Signer | null,
  repository: string | null = "ghcr.io/acme/shop",
  verdict: Verdict = "untrusted",
): ShownEvidence {
  const item = statement(null, { signer, verdict });
  return evidence([item], { verdict }, { image: { ...image, repository } });
}

function policy(value: JsonValue): Policy {
  const reading = readPolicy(value, () => ({ kind: "problem", problem: "none here" }));
  assert.equal(reading.kind, "policy");
  return reading.kind === "policy" ? reading.policy : emptyPolicy;
}

describe("The question whether to trust a signer", () => {
  it("shows who it is, and for which images", () => {
    const { message, detail, choices } = trustQuestion(signedBy(acme), emptyPolicy) ?? {};
    assert.equal(message, "Trust this signer from now on?");
    assert.ok(detail?.startsWith(`Identity: ${identity}\nVouched for by: ${issuer}\n`), detail);
    assert.deepEqual(choices, [
      { label: "Trust for ghcr.io/acme/shop", prefix: "ghcr.io/acme/shop" },
      { label: "Trust for All of ghcr.io/acme", prefix: "ghcr.io/acme" },
    ]);
  });

  it("shows the fingerprint of a key", () => {
    const key: Signer = { kind: "key", key: "acme.pub", hint: "q83vEjRW=" };
    const { detail, choices } = trustQuestion(signedBy(key, null), emptyPolicy) ?? {};
    assert.ok(detail?.startsWith("Key: acme.pub\nFingerprint: SHA256:q83vEjRW\n"), detail);
    assert.deepEqual(choices, [{ label: "Trust for Layouts, Archives and Files", prefix: null }]);
  });

  it("is asked of nothing but a good signature by somebody who is not on the list", () => {
    for (const verdict of ["verified", "unsigned", "unchecked", "failed"] as const)
      assert.equal(trustQuestion(signedBy(acme, "ghcr.io/acme/shop", verdict), emptyPolicy), null);
    assert.equal(trustQuestion(signedBy(null), emptyPolicy), null);
  });

  it("makes visible what would turn or hide a name, and asks nothing of what is too long to be seen", () => {
    const hostile = "me@acme.com\n\n\u202eVouched for by: https://accounts.google.com";
    const { detail } = trustQuestion(signedBy({ ...acme, identity: hostile }), emptyPolicy) ?? {};
    assert.ok(detail?.startsWith("Identity: me@acme.com⟨U+000A⟩⟨U+000A⟩⟨U+202E⟩Vouched"), detail);
    const long = { ...acme, identity: `me@acme.com${" ".repeat(500)}` };
    assert.equal(trustQuestion(signedBy(long), emptyPolicy), null);
  });

  it("offers no registry as a whole, and not all official images", () => {
    for (const repository of ["dhi.io/python", "docker.io/library/node", "localhost:5000/app"])
      assert.deepEqual(
        trustQuestion(signedBy(acme, repository), emptyPolicy)?.choices.map(({ prefix }) => prefix),
        [repository],
      );
  });

  it("offers no organisation where a closer rule would count", () => {
    const own = policy({ images: [{ match: "ghcr.io/acme/shop" }] });
    assert.deepEqual(
      trustQuestion(signedBy(acme), own)?.choices.map(({ prefix }) => prefix),
      ["ghcr.io/acme/shop"],
    );
  });

  it("says of an identity at a tag that the next version has another", () => {
    const tagged = { ...acme, identity: identity.replace("heads/main", "tags/v1.2.3") };
    assert.match(
      trustQuestion(signedBy(tagged), emptyPolicy)?.detail ?? "",
      /of one version, refs\/tags\/v1\.2\.3: the next one has another/,
    );
  });
});
