import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Provenance } from "../../src/attestations/provenance/model";
import { createInputTable } from "../../src/view/inputTable";
import { provenanceChoices, provenanceView } from "../../src/view/provenance";
import type { EvidenceItem } from "../../src/verify/item";
import type { Check, CheckName } from "../../src/verify/verdict";
import { evidenceOfFile, onlyShipped } from "../../src/vscode/evidenceLoading";
import { repository } from "../lint/check";
import { evidence, image, shopBuild, statement } from "./sample";

const check = (name: CheckName, result: Check["result"], found: string | null = null): Check => ({
  name,
  result,
  expected: null,
  found,
});
const named = check("subject", "passed", image.manifest.digest);
const unsigned: Partial<EvidenceItem> = {
  verdict: "unsigned",
  signer: null,
  signedAt: [],
  checks: [check("signature", "not-applicable"), named],
  level: {
    claim: "says",
    level: null,
    text: "says it was built by somebody; nothing proves it",
  },
};

const view = (provenance: Provenance, rest: Partial<EvidenceItem> = {}) => {
  const shown = provenanceView(evidence([statement({ kind: "provenance", provenance }, rest)]), 0);
  assert.ok(shown !== null);
  return shown;
};
const words = (provenance: Provenance, rest: Partial<EvidenceItem>) =>
  view(provenance, rest).steps.map(({ label, word, tone }) => `${label}: ${word}, ${tone}`);

describe("The provenance of an image", () => {
  it("signed by a builder that is known: each step says what is proved", () => {
    const signed = {
      checks: [
        check("signature", "passed"),
        check("log", "passed", "entry 1184233001"),
        check("identity", "passed"),
        named,
        check("builder", "passed"),
      ],
      level: { claim: "is", level: 3, text: "SLSA build level 3 (slsa-github-generator)" },
    } as const;
    assert.deepEqual(words(shopBuild, signed), [
      "Source: signed, good",
      "Builder: proved, good",
      "Inputs: signed, good",
      "Image: named, good",
      "Signature: good, good",
      "Log: written down, good",
    ]);
    const { level } = view(shopBuild, signed);
    assert.deepEqual([level.word, level.tone], ["SLSA build level 3", "good"]);
    assert.match(level.reason, /The builder signed .*slsa-github-generator/);
  });

  it("unsigned: it says, and nothing is", () => {
    assert.deepEqual(words(shopBuild, unsigned), [
      "Source: only said, neutral",
      "Builder: only said, neutral",
      "Inputs: only said, neutral",
      "Image: named, neutral",
      "Signature: none, attention",
      "Log: nothing to log, neutral",
    ]);
    const { level } = view(shopBuild, unsigned);
    assert.equal(level.word, "No level proved");
    assert.match(
      level.reason,
      /^Nobody signed it: .* says it was built by somebody; nothing proves it\.$/,
    );
  });

  it("of another image, it counts for nothing", () => {
    const wrong = {
      verdict: "failed",
      checks: [check("signature", "passed"), check("subject", "failed", "sha256:cc")],
    } as const;
    assert.deepEqual(words(shopBuild, wrong).slice(0, 4), [
      "Source: does not count, bad",
      "Builder: does not count, bad",
      "Inputs: does not count, bad",
      "Image: another image, bad",
    ]);
  });

  it("what it does not say is not said", () => {
    const bare = { ...shopBuild, source: null, builder: "", inputs: [] };
    assert.deepEqual(words(bare, unsigned).slice(0, 3), [
      "Source: not said, neutral",
      "Builder: not said, neutral",
      "Inputs: not said, neutral",
    ]);
  });

  it("links the commit, and no address of which somebody else would be asked", () => {
    const link = (uri: string, commit = "c".repeat(40)) => {
      const source = { uri, digests: new Map([["sha1", commit]]) };
      return view({ ...shopBuild, source }).steps[0]?.link;
    };
    const commit = `https://github.com/acme/shop/commit/${"c".repeat(40)}`;
    assert.equal(link("git+https://github.com/acme/shop@refs/heads/main"), commit);
    assert.equal(link("https://github.com/acme/shop.git#main"), commit);
    assert.equal(
      link("git+https://github.com/acme/shop", "../../evil"),
      "https://github.com/acme/shop",
    );
    assert.equal(link("git+https://github.com.evil.example/acme/shop"), null);
    assert.equal(link("git@github.com:acme/shop"), null);
    assert.equal(link("https://evil.example/\u202Egpj"), null);
  });

  it("marks secrets among the arguments", () => {
    const secrets = (name: string, value: string) =>
      view({ ...shopBuild, parameters: [{ name, value }] }).parameters[0]?.secret ?? null;
    assert.match(
      secrets("request.args.build-arg:NPM_TOKEN", "hunter2-hunter3") ?? "",
      /By its name/,
    );
    assert.match(secrets("inputs.api_key", "hunter2-hunter3") ?? "", /By its name/);
    assert.match(secrets("anything", `ghp_${"aB3".repeat(12)}`) ?? "", /This holds/);
    assert.equal(secrets("request.args.build-arg:NPM_TOKEN", ""), null);
    assert.equal(secrets("request.args.build-arg:VERSION", "1.4.0"), null);
    assert.equal(secrets("request.args.label:token", "hunter2-hunter3"), null);
  });

  it("what is verified comes first", () => {
    const build = { kind: "provenance", provenance: shopBuild } as const;
    const choices = provenanceChoices(evidence([statement(build, unsigned), statement(build)]));
    assert.deepEqual(
      choices.map(({ statement: place }) => place),
      [1, 0],
    );
  });

  it("a hundred thousand parameters are two hundred on the page", () => {
    const parameters = Array.from({ length: 100_000 }, (_, at) => ({ name: `p${at}`, value: "" }));
    const shown = view({ ...shopBuild, parameters });
    assert.deepEqual([shown.parameters.length, shown.parameterCount], [200, 100_000]);
  });
});

describe("What went into a build", () => {
  const cells = (uri: string) => {
    const [row] = createInputTable([{ uri, digests: new Map() }]).page("", 0, 1).rows;
    return [row?.cells.kind, row?.cells.name, row?.cells.version];
  };
  const cases: readonly (readonly [uri: string, kind: string, name: string, version: string])[] = [
    ["pkg:docker/node@24?platform=linux%2Famd64", "image", "node", "24"],
    ["pkg:docker/dhi/pkg-bash@5.2", "image", "dhi/pkg-bash", "5.2"],
    ["pkg:npm/%40acme/shop@1.0.0", "npm", "@acme/shop", "1.0.0"],
    ["git+https://github.com/acme/shop@refs/heads/main", "source", "acme/shop", "refs/heads/main"],
    ["https://github.com/acme/shop.git#c0ffee", "source", "acme/shop", "c0ffee"],
    ["git+ssh://git@github.com/acme/shop", "source", "acme/shop", ""],
    ["https://dhi.io/apk/alpine/v3.23/main/x86_64/musl.apk", "file", "musl.apk", ""],
    ["https://example.com/", "file", "example.com", ""],
    ["", "file", "", ""],
  ];
  for (const [uri, ...expected] of cases)
    it(uri || "nothing", () => assert.deepEqual(cells(uri), expected));

  it("is filtered over all columns, and handed out in parts", () => {
    const inputs = Array.from({ length: 1_000 }, (_, at) => ({
      uri: `pkg:docker/image-${at}@1`,
      digests: new Map([["sha256", String(at)]]),
    }));
    const table = createInputTable(inputs);
    assert.equal(table.page("", 0, 1_000).rows.length, 200);
    assert.equal(table.page("", 950, 100).rows.length, 50);
    const { matched, rows } = table.page("sha256:99 IMAGE", 0, 2);
    assert.deepEqual([matched, rows.map(({ index }) => index)], [11, [99, 990]]);
  });
});

const sample = path.join(
  process.env["DRYDOCK_SHARED"] ?? path.join(repository, "..", "shared"),
  "samples/buildkit/actions-toolkit-provenance.json",
);

(existsSync(sample) ? describe : describe.skip)("Provenance in the wild", () => {
  it("of BuildKit: the commit, the run and the Dockerfile, only said", async () => {
    const of = await evidenceOfFile("provenance.json", readFileSync(sample), {
      trusting: onlyShipped,
    });
    const shown = provenanceView(of, 0);
    assert.match(shown?.steps[0]?.link ?? "", /^https:\/\/github\.com\/docker\/.*\/commit\/bdb96f/);
    assert.deepEqual([shown?.steps[1]?.word, shown?.level.word], ["only said", "No level proved"]);
    assert.deepEqual([shown?.inputCount, shown?.dockerfile?.name], [3, "hello.Dockerfile"]);
  });
});
