import assert from "node:assert/strict";
import type { TrustRoot } from "../../src/verify/trustRoot";
import { createAuthority, githubIssuer, workflow } from "./authority";
import { artifact, createKey, outcome, statement, trusting, verify } from "./image";
import { certificateBundle, envelope, keyBundle } from "./signing";

/** A root that notes when it is looked into: those that ship are read then, which takes longer than a signature. */
function noting(root: TrustRoot, noted: string[]): TrustRoot {
  return {
    ...root,
    get material() {
      noted.push(root.name);
      return root.material;
    },
  };
}

describe("roots", () => {
  const authority = createAuthority();
  const other = { ...createAuthority().root, name: "other" };
  const issued = authority.issue();
  const certified = artifact({
    content: certificateBundle(authority, issued, envelope(statement(), issued.key)),
  });
  const signer = { kind: "certificate", identity: workflow, issuer: githubIssuer } as const;

  it("are looked into until one is good, in their order", () => {
    const outcomeWith = (roots: readonly TrustRoot[]) => {
      const noted: string[] = [];
      const verdict = verify([certified], { roots: roots.map((it) => noting(it, noted)), signer });
      return [outcome(verdict), ...new Set(noted)];
    };
    const { name } = authority.root;
    assert.deepEqual(outcomeWith([authority.root, other]), ["verified", name]);
    assert.deepEqual(outcomeWith([other, authority.root]), ["verified", "other", name]);
    assert.deepEqual(outcomeWith([other]), ["failed, certificate failed", "other"]);
  });

  it("are left alone for a signature by a key with no log entry and no time", () => {
    const key = createKey();
    const keyed = artifact({
      content: keyBundle(key.trusted.hint, envelope(statement(), key.privateKey)),
    });
    const noted: string[] = [];
    const roots = [noting(authority.root, noted)];
    assert.equal(outcome(verify([keyed], { ...trusting(key), roots })), "verified");
    const altered = artifact({
      content: keyBundle(key.trusted.hint, envelope(statement(), createKey().privateKey)),
    });
    assert.match(outcome(verify([altered], { ...trusting(key), roots })), /signature failed$/);
    assert.deepEqual(noted, []);
  });
});
