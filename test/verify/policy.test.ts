import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readPublicKey } from "../../src/verify/trustedKey";
import { builtInPolicy } from "../../src/verify/builtInPolicy";
import { dhiTrustedKeys } from "../../src/verify/builtIn";
import { evidenceKinds as configuredKinds } from "../../src/project/demands";
import {
  emptyPolicy,
  evidenceKinds,
  noDemands,
  ruleFor,
  ruleForFile,
  stricter,
  type Policy,
  type PolicyRule,
} from "../../src/verify/policy";
import { readPolicy } from "../../src/verify/policyFile";
import type { JsonValue } from "../../src/attestations/json";
import { createAuthority, githubIssuer, workflow } from "./authority";
import {
  artifact,
  checkOf,
  createKey,
  evidence,
  outcome,
  provenance,
  statement,
  verify,
} from "./image";
import { certificateBundle, envelope, keyBundle } from "./signing";

const key = createKey("acme.pub");
const repository = "ghcr.io/acme/app";

const read = (value: JsonValue) =>
  readPolicy(value, (name) =>
    name === "acme.pub"
      ? { kind: "key", key: key.trusted }
      : { kind: "problem", problem: "it does not exist" },
  );

function policy(value: JsonValue): Policy {
  const reading = read(value);
  if (reading.kind === "problems") throw new Error(reading.problems.join("\n"));
  return reading.policy;
}

const keyed = (text = statement(), made = key) =>
  artifact({ content: keyBundle(made.trusted.hint, envelope(text, made.privateKey)) });

describe("a policy", () => {
  const own = policy({
    version: 1,
    images: [
      { match: "ghcr.io/acme", signers: [{ key: "acme.pub" }] },
      { match: "ghcr.io/acme/strict", signers: [{ key: "acme.pub" }], require: ["sbom", "vex"] },
    ],
  });

  it("is about a repository and what is below, at a path boundary", () => {
    const cases: readonly (readonly [string, string | null])[] = [
      ["ghcr.io/acme", "ghcr.io/acme"],
      ["ghcr.io/acme/app", "ghcr.io/acme"],
      ["ghcr.io/acme/strict", "ghcr.io/acme/strict"],
      ["ghcr.io/acme/strict/er", "ghcr.io/acme/strict"],
      ["ghcr.io/acme/stricter", "ghcr.io/acme"],
      ["ghcr.io/acme-corp/app", null],
      ["ghcr.io.example.com/acme/app", null],
    ];
    for (const [name, expected] of cases) {
      assert.equal(ruleFor([own], name)?.images ?? null, expected, name);
    }
  });

  it("takes a path of one part on the Hub for an organisation, a bare name for an official image", () => {
    const cases = [
      ["docker.io/acme", "docker.io/acme"],
      ["index.docker.io/acme", "docker.io/acme"],
      ["docker.io/library/node", "docker.io/library/node"],
      ["node", "docker.io/library/node"],
      ["acme/app", "docker.io/acme/app"],
      ["localhost:5000/acme", "localhost:5000/acme"],
      ["ghcr.io", "ghcr.io"],
    ] as const;
    for (const [match, expected] of cases) {
      assert.equal(policy({ images: [{ match }] }).rules[0]?.images, expected, match);
    }
  });

  it("says who may sign: nobody else does, and no other image", () => {
    const options = { policy: own };
    assert.equal(outcome(verify(evidence([keyed()], repository), options)), "verified");
    const stranger = createKey();
    assert.equal(
      outcome(verify(evidence([keyed(statement(), stranger)], repository), options)),
      "failed, signature failed",
    );
    assert.equal(
      outcome(verify(evidence([keyed()], "ghcr.io/other/app"), options)),
      "untrusted, identity failed",
    );
    assert.equal(outcome(verify(evidence([keyed()]), options)), "untrusted, identity failed");
  });

  it("says of what has no name who may sign it, in a rule of its own", () => {
    const outcomeOf = (value: JsonValue, of = evidence([keyed()])) =>
      outcome(verify(of, { policy: policy(value) }));
    const local = { signers: [{ key: "acme.pub" }] };
    assert.equal(outcomeOf({ local }), "verified");
    assert.equal(outcomeOf({ local: { ...local, require: ["vex"] } }), "unsigned");
    assert.equal(
      outcomeOf({ local, images: [{ match: repository }] }, evidence([keyed()], repository)),
      "untrusted, identity failed",
    );
    assert.equal(
      outcomeOf({ local: {}, images: [{ match: repository, ...local }] }),
      "untrusted, identity failed",
    );
  });

  it("asks of a file that stands alone who signed it, and of no other piece", () => {
    const { local, ...others } = policy({ local: { require: ["vex"], level: 2, maxAgeDays: 3 } });
    const { require = null, level = 0, maxAgeDays } = ruleForFile({ local, ...others }) ?? {};
    assert.deepEqual([require, level, maxAgeDays], [[], null, 3]);
    assert.equal(ruleForFile(emptyPolicy), null);
  });

  it("says what must be there", () => {
    const { verdict, required, reasons } = verify(evidence([keyed()], "ghcr.io/acme/strict"), {
      policy: own,
    });
    assert.deepEqual(
      [verdict, required, reasons],
      [
        "unsigned",
        [
          { type: "sbom", met: true },
          { type: "vex", met: false },
        ],
        ["No VEX was found."],
      ],
    );
  });

  it("goes before the one that ships, which knows public images", () => {
    const names = [
      ["dhi.io/python", "Docker Hardened Images"],
      ["registry.scout.docker.com/dhi/python", "Docker Hardened Images"],
      ["cgr.dev/chainguard/nginx", "Chainguard"],
      ["gcr.io/distroless/static-debian13", "distroless"],
      ["docker.io/moby/buildkit", "Docker GitHub Builder"],
    ] as const;
    for (const [name, expected] of names) {
      assert.equal(ruleFor([emptyPolicy, builtInPolicy()], name)?.name, expected);
    }
    const lookalikes = [
      "dhi.io.evil.com/python",
      "evil.dhi.io/python",
      "docker.io/dhi.io/python",
      "dhi.io:8443/python",
      "registry.scout.docker.com/dhiacme/python",
      "docker.io/acme/dhi-python",
    ];
    for (const name of lookalikes) assert.equal(ruleFor([builtInPolicy()], name), null, name);
    const hub = policy({ images: [{ match: "index.docker.io", name: "hub", signers: [] }] });
    assert.equal(ruleFor([hub], "docker.io/acme/app")?.name, "hub");
    const mine = policy({ images: [{ match: "dhi.io", name: "ours", signers: [] }] });
    assert.equal(ruleFor([mine, builtInPolicy()], "dhi.io/python")?.name, "ours");
    assert.equal(ruleFor([builtInPolicy()], "docker.io/library/node"), null);
  });

  it("is a problem as a whole where anything in it is wrong", () => {
    const signer = { identity: "a@example.com", issuer: "https://accounts.google.com" };
    const rule = (changes: Readonly<Record<string, JsonValue>>): JsonValue => ({
      images: [{ match: "ghcr.io/acme", signers: [signer], ...changes }],
    });
    const cases: readonly (readonly [JsonValue, RegExp])[] = [
      ["text", /^The policy has to be a map/],
      [{ version: 2 }, /version that is not 1/],
      [{ image: [] }, /has "image", which is not known there/],
      [rule({ requires: ["sbom"] }), /^Rule 1 of images has "requires"/],
      [rule({ require: ["sbmo"] }), /requires "sbmo"; known are sbom/],
      [rule({ require: "sbom" }), /needs a list for "require"/],
      [rule({ match: "ghcr.io/acme:1" }), /matches "ghcr.io\/acme:1", which is no repository/],
      [rule({ match: "*" }), /which is no repository/],
      [rule({ level: 4 }), /whole number from 1 to 3/],
      [rule({ maxAgeDays: 0 }), /whole number from 1/],
      [rule({ signers: [{ identity: "a@example.com" }] }), /signer 1, needs "issuer"/],
      [rule({ signers: [{ key: "none.pub" }] }), /names the key "none.pub": it does not exist/],
      [
        rule({ signers: [{ key: 5 }] }),
        /^Rule 1 of images, signer 1, needs text for "key": a file, or the public key itself in PEM\.$/,
      ],
      [rule({ signers: [{ key: "" }] }), /needs text for "key"/],
      [rule({ signers: [{ workflow: 5, refs: ["x"] }] }), /signer 1, needs text for "workflow"/],
      [
        rule({ signers: [{ key: "-----BEGIN PUBLIC KEY-----\nx" }] }),
        /^Rule 1 of images, signer 1, has a key: it does not exist\.$/,
      ],
      [rule({ signers: [{ workflow: "acme", refs: ["x"] }] }), /needs a repository on GitHub/],
      [rule({ signers: [{ workflow: "acme/app" }] }), /needs "refs"/],
      [{ mirrors: { "a b": "docker.io" } }, /which is no prefix/],
      [{ builders: [{ level: 3 }] }, /^Builder 1/],
    ];
    for (const [value, expected] of cases) {
      const reading = read(value);
      assert.equal(reading.kind, "problems", JSON.stringify(value));
      if (reading.kind === "problems") assert.match(reading.problems.join("\n"), expected);
    }
  });
});

describe("demands", () => {
  it("add up, and the stricter counts", () => {
    const one = { require: ["sbom"] as const, level: 2, maxAgeDays: null };
    const other = { require: ["vex", "sbom"] as const, level: 3, maxAgeDays: 30 };
    const both = { require: ["sbom", "vex"], level: 3, maxAgeDays: 30 };
    assert.deepEqual(stricter(one, other), both);
    assert.deepEqual(stricter(one, noDemands), one);
    assert.deepEqual(stricter({ ...one, maxAgeDays: 10 }, other).maxAgeDays, 10);
  });

  it("know the same kinds in a .drydock.yaml", () => {
    assert.deepEqual(configuredKinds, evidenceKinds);
  });
});

describe("a workflow as a signer", () => {
  const authority = createAuthority();
  const base = "https://github.com/acme/builder/.github/workflows";
  const rule = (more: Readonly<Record<string, JsonValue>>) =>
    policy({
      images: [
        {
          match: "ghcr.io/acme",
          signers: [
            { workflow: "acme/builder", refs: ["version-tag", "refs/heads/main"], ...more },
          ],
        },
      ],
    });
  const signedBy = (identity: string, changes = {}) => {
    const issued = authority.issue({ names: [identity], ...changes });
    const content = certificateBundle(authority, issued, envelope(statement(), issued.key));
    return evidence([artifact({ content })], repository);
  };
  const check = (found: ReturnType<typeof signedBy>, more = {}) =>
    verify(found, { roots: [authority.root], policy: rule(more) }).verdict;

  it("is compared part by part", () => {
    const cases = [
      [`${base}/build.yml@refs/tags/v1.2.3`, "verified"],
      [`${base}/build.yaml@refs/heads/main`, "verified"],
      [`${base}/build.yml@refs/tags/v1`, "untrusted"],
      [`${base}/build.yml@refs/tags/v1.2.3-rc1`, "untrusted"],
      [`${base}/build.yml@refs/heads/mainline`, "untrusted"],
      // The commit of a fork is reached under the parent's name.
      [`${base}/build.yml@09b495c3f12c7881b3cc17209a327792065c1a1d`, "untrusted"],
      [`${base}-x/build.yml@refs/heads/main`, "untrusted"],
      ["https://github.com/acme/builder2/.github/workflows/build.yml@refs/heads/main", "untrusted"],
      [
        "https://github.com/evil/x/acme/builder/.github/workflows/b.yml@refs/heads/main",
        "untrusted",
      ],
    ] as const;
    for (const [identity, expected] of cases) {
      assert.equal(check(signedBy(identity)), expected, identity);
    }
  });

  it("may be asked for its file, its runner, its root and the source that was built", () => {
    const found = signedBy(`${base}/build.yml@refs/heads/main`);
    const cases = [
      [{ files: ["build.yml"] }, "verified"],
      [{ files: ["other.yml"] }, "untrusted"],
      [{ runner: "github-hosted" }, "verified"],
      [{ runner: "self-hosted" }, "untrusted"],
      [{ root: "Test" }, "verified"],
      [{ root: "Sigstore" }, "untrusted"],
      [{ source: "https://github.com/acme/app" }, "verified"],
      [{ source: "https://github.com/acme/ap" }, "untrusted"],
    ] as const;
    for (const [more, expected] of cases) {
      assert.equal(check(found, more), expected, JSON.stringify(more));
    }
  });
});

describe("the name in what is signed", () => {
  const options = (asked: string, mirrors: Readonly<Record<string, string>> = {}) => ({
    policy: policy({ images: [{ match: asked, signers: [{ key: "acme.pub" }] }], mirrors }),
  });
  const named = (name: string) =>
    keyed(statement({ subject: [{ name, digest: { sha256: "a".repeat(64) } }] }));
  const cases: readonly (readonly [signed: string, asked: string, result: string])[] = [
    ["ghcr.io/acme/app", "ghcr.io/acme/app", "passed"],
    ["ghcr.io/acme/app:1.0", "ghcr.io/acme/app", "passed"],
    ["ghcr.io/acme/old", "ghcr.io/acme/app", "failed"],
    ["ghcr.io/acme/app", "ghcr.io/acme/app2", "failed"],
    ["pkg:docker/acme/app@1?platform=linux%2Famd64", "docker.io/acme/app", "passed"],
    ["pkg:docker/node@24", "docker.io/library/node", "passed"],
    ["pkg:docker/ghcr.io/acme/app@1", "ghcr.io/acme/app", "passed"],
    ["pkg:docker/acme/old@1", "docker.io/acme/app", "failed"],
    ["pkg:oci/app?repository_url=ghcr.io%2Facme%2Fapp", "ghcr.io/acme/app", "passed"],
    ["index.docker.io/acme/app", "docker.io/acme/app", "passed"],
    ["registry.scout.docker.com/dhi/python", "dhi.io/python", "passed"],
    ["registry.scout.docker.com/dhi/python", "docker.io/acme/dhi-python", "passed"],
    ["registry.scout.docker.com/dhi/nginx", "docker.io/acme/dhi-python", "failed"],
    ["_", "ghcr.io/acme/app", "not-applicable"],
    ["MODULE.bazel", "ghcr.io/acme/app", "not-applicable"],
    // Bare words are names of files as well as of images on the Hub.
    ["acme/app", "ghcr.io/acme/app", "not-applicable"],
    ["checksums.txt", "ghcr.io/acme/app", "not-applicable"],
    ["dhi.io/python", "docker.io/dhi/python/other", "failed"],
  ];
  for (const [signed, asked, result] of cases) {
    it(`${signed} for ${asked}: ${result}`, () => {
      const found = verify(evidence([named(signed)], asked), options(asked));
      assert.equal(checkOf(found, "name")?.result, result);
      assert.equal(found.verdict, result === "failed" ? "failed" : "verified");
    });
  }

  it("is that of the original where a mirror is known", () => {
    const asked = "mirror.example.com/hub/acme/app";
    const found = evidence([named("docker.io/acme/app")], asked);
    const known = options(asked, { "mirror.example.com/hub": "docker.io" });
    assert.equal(verify(found, known).verdict, "verified");
    assert.equal(verify(found, options(asked)).verdict, "failed");
    // A prefix ends where a path does.
    const lookalike = options(asked, { "mirror.example.com/hub/ac": "docker.io/ac" });
    assert.equal(verify(found, lookalike).verdict, "failed");
  });
});

describe("a SLSA build level", () => {
  const authority = createAuthority("Sigstore");
  const generator =
    "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/v2.1.0";
  const signed = (identity: string, builder: string, changes = {}, source = "") => {
    const issued = authority.issue({ names: [identity], ...changes });
    const text = provenance(builder, source === "" ? null : source);
    const content = certificateBundle(authority, issued, envelope(text, issued.key));
    return artifact({ content });
  };
  const levelOf = (item: ReturnType<typeof signed>, rules: readonly PolicyRule[] = []) => {
    const found = verify(evidence([item], repository), {
      roots: [authority.root],
      policy: { ...emptyPolicy, rules },
    });
    const [first] = found.items;
    const failed = first?.checks.find(
      ({ name, result }) => result === "failed" && name !== "identity",
    );
    return `${first?.level?.claim} ${first?.level?.level}${failed === undefined ? "" : `, ${failed.name} failed`}`;
  };

  const certified = () => {
    const issued = authority.issue();
    const content = certificateBundle(authority, issued, envelope(statement(), issued.key));
    return artifact({ content });
  };

  it("is of a signer and its builder together", () => {
    assert.equal(levelOf(signed(generator, generator)), "is 3");
    assert.equal(levelOf(signed(generator, "https://example.com")), "says null, builder failed");
    assert.equal(levelOf(signed(generator.replace("v2.1.0", "v2"), generator)), "says null");
    assert.equal(levelOf(signed(workflow, generator)), "says null");
    assert.equal(levelOf(signed(workflow, workflow)), "is 2");
    assert.equal(levelOf(signed(workflow, workflow, { runner: "self-hosted" })), "says null");
    assert.equal(
      levelOf(signed(workflow, workflow, { issuer: "https://example.com" })),
      "says null",
    );
  });

  it("is of the source in the certificate, where the builder builds for everybody", () => {
    const from = (source: string) => levelOf(signed(generator, generator, {}, source));
    assert.equal(from("git+https://github.com/acme/app@refs/heads/main"), "is 3");
    assert.equal(from("https://github.com/acme/app.git#4d329c75"), "is 3");
    for (const source of [
      "git+https://github.com/evil/app@refs/heads/main",
      "git+https://github.com/acme/app2@refs/heads/main",
      "git+https://github.com/acme/app/../../evil/app@refs/heads/main",
    ]) {
      assert.equal(from(source), "says null, builder failed", source);
    }
  });

  it("is only said where nothing is signed", () => {
    assert.equal(levelOf(artifact({ content: provenance(generator) })), "says null");
  });

  it("has a least one where a policy wants it", () => {
    const rule = (level: number): PolicyRule => ({
      name: "ours",
      images: repository,
      origin: "person",
      signers: [
        { kind: "identity", identity: workflow, issuer: githubIssuer, root: null, source: null },
      ],
      require: [],
      level,
      maxAgeDays: null,
    });
    assert.equal(levelOf(signed(workflow, workflow), [rule(2)]), "is 2");
    assert.equal(levelOf(signed(workflow, workflow), [rule(3)]), "is 2, level failed");
    const found = verify(evidence([certified()], repository), {
      roots: [authority.root],
      policy: { ...emptyPolicy, rules: [rule(2)] },
    });
    assert.deepEqual([found.verdict, found.reasons], ["unsigned", ["No provenance was found."]]);
  });
});

describe("the age of a signature", () => {
  const authority = createAuthority();
  const options = (maxAgeDays: number) => ({
    roots: [authority.root],
    policy: policy({
      images: [
        {
          match: repository,
          signers: [{ identity: workflow, issuer: githubIssuer }, { key: "acme.pub" }],
          maxAgeDays,
        },
      ],
    }),
  });
  const issued = authority.issue();
  const content = certificateBundle(authority, issued, envelope(statement(), issued.key));

  it("is that of the verified time, at most what a policy allows", () => {
    const found = evidence([artifact({ content })], repository);
    // Signed on the 20th, looked at on the 23rd.
    assert.equal(outcome(verify(found, options(3))), "verified");
    assert.equal(outcome(verify(found, options(1))), "failed, freshness failed");
  });

  it("can't be told where nobody vouches for a time", () => {
    const found = evidence([keyed()], repository);
    assert.equal(outcome(verify(found, options(3))), "unchecked, freshness not-done");
  });
});

describe("keys", () => {
  it("that are retired count only with a verified time from before", () => {
    const [current, retired] = dhiTrustedKeys();
    assert.deepEqual(
      [current?.name, current?.until, retired?.name, retired?.until?.toISOString()],
      ["dhi-2", null, "dhi-1", "2025-04-02T12:00:00.000Z"],
    );
    const old = createKey();
    const until = new Date("2025-04-02T12:00:00Z");
    const trusted = { ...old.trusted, name: "old", until };
    const options = {
      key: trusted,
      signer: { kind: "key", hint: trusted.hint, name: "old" } as const,
    };
    const found = verify([keyed(statement(), old)], options);
    assert.equal(outcome(found), "failed, timestamp failed");
    assert.match(checkOf(found, "timestamp")?.found ?? "", /signed with a retired key, old/);
    const bare = verify([artifact({ content: envelope(statement(), old.privateKey) })], options);
    assert.equal(outcome(bare), "failed, timestamp failed");
  });

  it("that a bundle names and nobody knows leave it unchecked", () => {
    const stranger = createKey();
    assert.equal(outcome(verify([keyed(statement(), stranger)])), "unchecked, signature not-done");
    const bare = artifact({ content: envelope(statement(), stranger.privateKey) });
    assert.equal(outcome(verify([bare])), "unchecked, signature not-done");
  });

  it("are public, of a known kind and long enough", () => {
    const pem = (made: ReturnType<typeof generateKeyPairSync>["publicKey"]) =>
      made.export({ type: "spki", format: "pem" }).toString();
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
    const odd = generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey;
    const cases: readonly (readonly [string, RegExp | null])[] = [
      [pem(publicKey), null],
      [pem(generateKeyPairSync("ed25519").publicKey), null],
      [privateKey.export({ type: "pkcs8", format: "pem" }).toString(), /holds a private key/],
      [pem(small), /1024 bits are too few/],
      [pem(odd), /secp256k1/],
      ["no key", /holds no public key/],
      ["", /holds no public key/],
    ];
    for (const [text, problem] of cases) {
      const reading = readPublicKey(Buffer.from(text), "key.pub");
      assert.equal(reading.kind, problem === null ? "key" : "problem", text);
      if (reading.kind === "problem") assert.match(reading.problem, problem ?? /^$/);
    }
  });

  it("are not chosen by a hint that lies", () => {
    const stranger = createKey();
    const content = keyBundle(key.trusted.hint, envelope(statement(), stranger.privateKey));
    const signer = { kind: "key", hint: key.trusted.hint, name: "acme.pub" } as const;
    assert.equal(
      outcome(verify([artifact({ content })], { key: key.trusted, signer })),
      "failed, signature failed",
    );
  });
});
