import assert from "node:assert/strict";
import Ajv from "ajv";
import {
  configurationPaths,
  emptyConfiguration,
  readConfiguration,
} from "../../src/project/configuration";
import type { Configuration } from "../../src/project/configuration";
import { configurationSchema } from "../../src/project/configurationSchema";

const known = {
  rules: ["root-user", "unpinned-base"],
  families: ["dhi", "chainguard"],
  mirrorProblem: (from: string) => (from === "bad/" ? "has bad/" : null),
};

function read(text: string): Configuration {
  const { configuration, problems } = readConfiguration(text, ".drydock.yaml", known);
  assert.deepEqual(problems, []);
  return configuration;
}

/** Each problem as `line key: message`; what is left of the configuration is compared with `rest`. */
function problems(text: string, rest: Partial<Configuration> = {}): string[] {
  const { configuration, problems } = readConfiguration(text, ".drydock.yaml", known);
  assert.deepEqual(configuration, { ...emptyConfiguration, ...rest });
  return problems.map(({ line, key, message }) => `${line} ${key}: ${message}`);
}

const full = `
profile: strict
rules:
  root-user: error
  unpinned-base: { severity: off, digest: true }
targets: [prod, 8]
registries:
  allow: [ghcr.io/acme]
  deny: []
family: chainguard
families: [chainguard, dhi]
mirrors:
  dhi.io/: docker.io/acme/dhi-
evidence:
  require: [provenance, sbom]
  level: 2
`;

describe("configuration", () => {
  it("has eight keys", () => {
    assert.deepEqual(read(full), {
      profile: "strict",
      rules: { "root-user": "error", "unpinned-base": "off" },
      requireDigest: true,
      targets: ["prod", "8"],
      registries: { allow: ["ghcr.io/acme"], deny: [] },
      family: "chainguard",
      families: ["chainguard", "dhi"],
      mirrors: { "dhi.io/": "docker.io/acme/dhi-" },
      evidence: { require: ["sbom", "provenance"], level: 2, maxAgeDays: null },
    });
  });

  it("asks of evidence what can be asked, and tells of the rest", () => {
    const text = `evidence:
  require: [sbom, sbmo]
  level: 4
  maxAgeDays: 30
  signers: [me]`;
    const evidence = { require: ["sbom" as const], level: null, maxAgeDays: 30 };
    assert.deepEqual(problems(text, { evidence }), [
      '1 evidence.require: "evidence.require" can\'t have sbmo. Allowed: sbom, vex, provenance, scan, signature.',
      '2 evidence.level: "evidence.level" has to be a whole number from 1 to 3.',
      '4 evidence.signers: "evidence.signers" is unknown. Known here: require, level, maxAgeDays.',
    ]);
  });

  it("keeps the families and mirrors that can be used, and tells of the others", () => {
    assert.deepEqual(
      problems("families: [dhi, acme, dhi]\nmirrors:\n  a/: b/\n  bad/: c/\n  list/: [d]", {
        families: ["dhi"],
        mirrors: { "a/": "b/" },
      }),
      [
        '0 families: "families" can\'t have acme. Known: dhi, chainguard.',
        '3 mirrors: "mirrors" has bad/.',
        '4 mirrors: "mirrors" has a list where a name has to be.',
      ],
    );
    assert.deepEqual(problems("mirrors: dhi.io/"), [
      '0 mirrors: "mirrors" has to be a map, such as dhi.io/: docker.io/acme/dhi-.',
    ]);
  });

  it("may be empty", () => {
    for (const text of ["", "# nothing\n", "---\n", "{}", "null", "rules:\n", "\uFEFF"]) {
      assert.deepEqual(read(text), emptyConfiguration, text);
    }
  });

  it("takes anchors and merge keys", () => {
    const text = "targets: &t [prod]\nregistries: {allow: *t}\nrules: {<<: {root-user: hint}}";
    assert.deepEqual(read(text), {
      ...emptyConfiguration,
      targets: ["prod"],
      registries: { allow: ["prod"], deny: null },
      rules: { "root-user": "hint" },
    });
  });

  it("names file, line, key and what is allowed", () => {
    const { problems } = readConfiguration("\nprofile: loud", "a/.drydock.yaml", known);
    assert.deepEqual(problems, [
      {
        file: "a/.drydock.yaml",
        line: 1,
        key: "profile",
        message: '"profile" can\'t be loud. Allowed: recommended, strict, off.',
        allowed: ["recommended", "strict", "off"],
      },
    ]);
  });

  it("keeps the rest where a value is bad", () => {
    assert.deepEqual(
      problems(
        `profile: 1
rules:
  root-user: fatal
  unpinned-base: { severity: hint, digest: maybe, tag: true }
  toor-user: error
targets: prod
registries: { allow: [[a], b], only: [] }
family: acme
colour: red
`,
        {
          rules: { "unpinned-base": "hint" },
          registries: { allow: ["b"], deny: null },
        },
      ),
      [
        '0 profile: "profile" can\'t be 1. Allowed: recommended, strict, off.',
        '2 rules.root-user: "rules.root-user" can\'t be fatal. Allowed: off, hint, information, warning, error.',
        '3 rules.unpinned-base.tag: "rules.unpinned-base.tag" is unknown. Known here: severity, digest.',
        '3 rules.unpinned-base.digest: "rules.unpinned-base.digest" has to be true or false.',
        '4 rules.toor-user: "rules.toor-user" is unknown. Known here: root-user, unpinned-base.',
        '5 targets: "targets" has to be a list of words.',
        '6 registries.only: "registries.only" is unknown. Known here: allow, deny.',
        '6 registries.allow: "registries.allow" has to be a list of words: this is a list.',
        '7 family: "family" can\'t be acme. Allowed: dhi, chainguard.',
        '8 colour: "colour" is unknown. Known here: profile, rules, targets, registries, family, families, mirrors, evidence.',
      ],
    );
  });

  it("can't reach the network, name hosts or grant trust", () => {
    for (const key of ["online", "trust", "insecureRegistries"]) {
      assert.deepEqual(problems(`${key}: always`), [
        `0 ${key}: "${key}" exists only as a user-level setting: a file in a repository can't set it.`,
      ]);
    }
  });

  it("tells of a key that is written twice", () => {
    assert.deepEqual(problems("profile: off\nprofile: strict", { profile: "strict" }), [
      '1 profile: "profile" is written twice: the last one counts.',
    ]);
  });

  it("has no effect where it is no map or no YAML", function () {
    this.timeout(20_000);
    assert.deepEqual(problems("- profile"), ["0 : The file has to be a map of keys to values."]);
    assert.match(problems("profile: strict\nrules: {")[0] ?? "", /^1 : The file is no valid YAML/);
    assert.match(problems("rules:\n\troot-user: off")[0] ?? "", /^1 : The file is no valid YAML/);
    assert.match(problems(`rules: ${"[".repeat(20_000)}`)[0] ?? "", /Nested deeper than 100/);
  });

  it("does not read what no person writes", () => {
    const [problem] = problems(`profile: strict\n${"# x\n".repeat(70_000)}`);
    assert.match(problem ?? "", /longer than 262144 characters/);
  });

  it("stands hostile text", function () {
    this.timeout(20_000);
    for (const text of [
      "\0",
      "__proto__: {profile: off}",
      "rules: {__proto__: off}",
      "a: *b",
      "? [a]",
    ]) {
      const { configuration } = readConfiguration(text, ".drydock.yaml", known);
      assert.deepEqual(configuration, emptyConfiguration, text);
    }
    const text = Array.from({ length: 10_000 }, (_, index) => `k${index}: v`).join("\n");
    assert.equal(problems(text).length, 50);
  });
});

describe("places of a configuration", () => {
  it("go up to the boundary, nearest first", () => {
    assert.deepEqual(configurationPaths("/repo/a", "/repo"), [
      "/repo/a/.drydock.yaml",
      "/repo/a/.drydock.yml",
      "/repo/.drydock.yaml",
      "/repo/.drydock.yml",
    ]);
    assert.deepEqual(configurationPaths("a", "."), [
      "a/.drydock.yaml",
      "a/.drydock.yml",
      ".drydock.yaml",
      ".drydock.yml",
    ]);
  });

  it("never lie beyond it", () => {
    assert.deepEqual(configurationPaths("/repository", "/repo"), []);
    assert.deepEqual(configurationPaths("..", "."), []);
    assert.deepEqual(configurationPaths("/", "/"), ["/.drydock.yaml", "/.drydock.yml"]);
  });

  it("are found on Windows", () => {
    assert.deepEqual(configurationPaths("c:\\Repo\\a", "C:\\repo"), [
      "C:/Repo/a/.drydock.yaml",
      "C:/Repo/a/.drydock.yml",
      "C:/Repo/.drydock.yaml",
      "C:/Repo/.drydock.yml",
    ]);
  });
});

describe("schema of a configuration", () => {
  const rules = known.rules.map((id) => ({ id, summary: `About ${id}` }));
  const validate = new Ajv({ allowUnionTypes: true }).compile(configurationSchema(rules));

  it("takes what is read without problems", () => {
    assert.equal(
      validate({
        profile: "strict",
        rules: { "root-user": "error", "unpinned-base": { severity: "off", digest: true } },
        targets: ["prod", 8],
        registries: { allow: ["ghcr.io/acme"], deny: [] },
        family: "chainguard",
      }),
      true,
    );
    assert.equal(validate({ rules: null }), true);
    assert.equal(validate(null), true);
  });

  it("refuses the rest", () => {
    for (const data of [
      { profile: "loud" },
      { rules: { "toor-user": "off" } },
      { rules: { "root-user": { digest: true } } },
      { rules: { "root-user": "fatal" } },
      { targets: "prod" },
      { online: "always" },
      [],
    ]) {
      assert.equal(validate(data), false, JSON.stringify(data));
    }
  });
});
