import assert from "node:assert/strict";
import type { JsonValue } from "../../src/attestations/json";
import { builtInPolicy } from "../../src/verify/builtInPolicy";
import { dhiTrustedKeys } from "../../src/verify/builtIn";
import { emptyPolicy, ruleFor, type Policy } from "../../src/verify/policy";
import { withSigner, wouldCount } from "../../src/verify/policyEdit";
import { readPolicy } from "../../src/verify/policyFile";
import type { KeyReading } from "../../src/verify/trustedKey";
import type { Signer } from "../../src/verify/verdict";
import { createKey } from "./image";

const key = createKey("acme.pub");
const acme = { identity: "me@acme.com", issuer: "https://accounts.google.com" };
const other = { identity: "you@acme.com", issuer: "https://accounts.google.com" };
const me: Signer = { kind: "identity", ...acme };

function readKey(name: string): KeyReading {
  const shipped = dhiTrustedKeys().find((one) => one.name === name);
  const known = name === "acme.pub" || name.includes("BEGIN") ? key.trusted : shipped;
  return known === undefined
    ? { kind: "problem", problem: "it does not exist" }
    : { kind: "key", key: known };
}

function read(value: JsonValue): Policy {
  const reading = readPolicy(value, readKey);
  assert.equal(reading.kind, "policy", JSON.stringify(reading));
  return reading.kind === "policy" ? reading.policy : emptyPolicy;
}

/** What is written when the signer of an image is trusted for a prefix. */
function edited(
  written: JsonValue,
  prefix: string | null,
  repository: string | null,
  signer: Signer = me,
): JsonValue {
  const policy = read(written);
  const inEffect = ruleFor([policy], repository) ?? ruleFor([builtInPolicy()], repository);
  const after = withSigner({ written, policy, inEffect }, prefix, signer);
  read(after);
  return after;
}

describe("A signer that is added to a policy", () => {
  it("stands in a rule of its own where there was none", () => {
    assert.deepEqual(edited({}, "ghcr.io/acme", "ghcr.io/acme/app"), {
      images: [{ match: "ghcr.io/acme", signers: [acme] }],
    });
  });

  it("is written as it is where its certificate names no issuer, and read again", () => {
    const signer: Signer = {
      kind: "identity",
      identity: "https://releases.example.com",
      issuer: "",
    };
    assert.deepEqual(edited({}, "ghcr.io/acme", "ghcr.io/acme/app", signer), {
      images: [{ match: "ghcr.io/acme", signers: [{ identity: signer.identity, issuer: "" }] }],
    });
  });

  it("stands with the others of a rule for the same prefix", () => {
    const written = {
      version: 1,
      images: [
        { match: "ghcr.io/other", signers: [other] },
        { match: "acme/app", require: ["sbom"], signers: [other] },
      ],
    };
    assert.deepEqual(edited(written, "docker.io/acme/app", "docker.io/acme/app"), {
      version: 1,
      images: [
        { match: "ghcr.io/other", signers: [other] },
        { match: "acme/app", require: ["sbom"], signers: [other, acme] },
      ],
    });
  });

  it("does not take from others what a wider rule gave them, nor what it asks for", () => {
    const wide = { match: "ghcr.io/acme", name: "ours", require: ["sbom"], signers: [other] };
    assert.deepEqual(edited({ images: [wide] }, "ghcr.io/acme/app", "ghcr.io/acme/app"), {
      images: [wide, { match: "ghcr.io/acme/app", require: ["sbom"], signers: [other, acme] }],
    });
  });

  it("stands beside those that ship", () => {
    assert.deepEqual(edited({}, "dhi.io/python", "dhi.io/python"), {
      images: [
        {
          match: "dhi.io/python",
          signers: [{ key: "dhi-2" }, { key: "dhi-1" }, acme],
          require: ["sbom", "provenance"],
        },
      ],
    });
    assert.deepEqual(edited({}, "docker.io/moby/buildkit", "docker.io/moby/buildkit"), {
      images: [
        {
          match: "docker.io/moby/buildkit",
          signers: [
            {
              workflow: "docker/github-builder",
              files: [],
              refs: ["release-tag", "refs/heads/main"],
              runner: "github-hosted",
              root: "Sigstore",
              source: "https://github.com/moby/buildkit",
            },
            acme,
          ],
        },
      ],
    });
  });

  it("counts for what has no name in a rule for that", () => {
    assert.deepEqual(edited({ local: { maxAgeDays: 9 } }, null, null), {
      local: { maxAgeDays: 9, signers: [acme] },
    });
  });

  it("that is a key is named if it ships, else written whole", () => {
    const hardened = dhiTrustedKeys()[1];
    assert.ok(hardened);
    const { name, hint } = hardened;
    assert.deepEqual(edited({}, null, null, { kind: "key", key: name, hint }), {
      local: { signers: [{ key: "dhi-1" }] },
    });
    const written = { images: [{ match: "ghcr.io/acme", signers: [{ key: "acme.pub" }] }] };
    const signer: Signer = { kind: "key", key: "acme.pub", hint: key.trusted.hint };
    const pem = key.trusted.key.export({ type: "spki", format: "pem" }).toString();
    assert.deepEqual(edited(written, null, null, signer), {
      ...written,
      local: { signers: [{ key: pem }] },
    });
  });

  it("would not count under a prefix that a closer rule hides", () => {
    const own = read({ images: [{ match: "ghcr.io/acme/app" }] });
    assert.equal(wouldCount(own, "ghcr.io/acme", "ghcr.io/acme/app"), false);
    assert.equal(wouldCount(own, "ghcr.io/acme/app", "ghcr.io/acme/app"), true);
    assert.equal(wouldCount(own, "ghcr.io/acme", "ghcr.io/acme/application"), true);
  });
});
