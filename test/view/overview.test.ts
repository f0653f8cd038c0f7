import assert from "node:assert/strict";
import { createComponentTable } from "../../src/view/componentTable";
import { sbomOf, type ShownEvidence } from "../../src/view/evidence";
import { noChoice } from "../../src/view/header";
import { overviewOf, type Known } from "../../src/view/overview";
import { verdictView } from "../../src/view/verdicts";
import { createVexTable } from "../../src/view/vexTable";
import { evidence, image, passed, shop, shopEvidence, statement, wrongSubject } from "./sample";

const known: Known = {
  name: "acme/shop:1.4",
  facts: [],
  factsSource: null,
  choice: noChoice,
  progress: null,
  notice: null,
};

function overview(of: ShownEvidence) {
  const tables = new Map(
    of.result.items.flatMap((item, index) => {
      const list = sbomOf(item);
      return list === null ? [] : [[index, createComponentTable(list)] as const];
    }),
  );
  return overviewOf(known, of, tables, createVexTable(of.result.items)?.summary ?? null);
}

describe("The overview", () => {
  it("begins with the verdict and who stands for it", () => {
    const { header } = overview(shopEvidence);
    assert.equal(header.verdict.word, "Verified");
    assert.match(header.signer ?? "", /^https:\/\/github\.com\/acme\/shop\/.*, by https:/);
    assert.deepEqual(header.platforms, ["linux/amd64", "linux/arm64/v8"]);
    assert.equal(header.digest, image.manifest.digest);
  });

  it("counts what there is", () => {
    const { counts } = overview(shopEvidence);
    assert.deepEqual(
      counts.map(({ number, noun }) => `${number} ${noun}`),
      ["7 packages", "1 VEX statement", "4 pieces of evidence", "2 verified"],
    );
  });

  it("shows the checks of the statement that decides, without those that do not apply", () => {
    const { trust } = overview(shopEvidence);
    assert.equal(trust.about, "SBOM");
    assert.deepEqual(
      trust.checks.map(({ label, word }) => `${label}: ${word}`),
      ["Digest: passed", "Signature: passed", "Log: passed"],
    );
  });

  it("a failed check says what was expected and what was found", () => {
    const failed = statement(
      { kind: "sbom", sbom: shop },
      { verdict: "failed", checks: [passed, wrongSubject] },
    );
    const { header, trust, statements } = overview(evidence([failed], { verdict: "failed" }));
    assert.equal(header.verdict.word, "Failed: subject");
    const { expected, found } = trust.checks[1] ?? {};
    assert.deepEqual([expected, found], [wrongSubject.expected, wrongSubject.found]);
    assert.equal(statements[0]?.signer, null, "a signature that is not good names nobody");
    assert.equal(header.signer, null);
  });

  it("only a digest or a signature that does not fit is called altered", () => {
    const words = (["digest", "signature", "identity", "log"] as const).map(
      (name) =>
        verdictView("failed", [{ name, result: "failed", expected: null, found: null }]).word,
    );
    assert.deepEqual(words, ["Altered", "Altered", "Failed: signer", "Failed: log"]);
  });

  it("charts what the first list holds", () => {
    const [types, families] = overview(shopEvidence).charts;
    const lines = (chart = types) => chart?.bars.map(({ label, text }) => `${label}: ${text}`);
    assert.deepEqual(lines(types), ["deb: 4 (57%)", "npm: 3 (43%)"]);
    assert.deepEqual(lines(families), [
      "Permissive: 5 (71%)",
      "Copyleft: 1 (14%)",
      "No licence: 1 (14%)",
    ]);
  });

  it("without evidence it says where was looked", () => {
    const { statements, looks, header } = overview(evidence([], { verdict: "unsigned" }));
    assert.deepEqual(statements, []);
    assert.equal(header.verdict.word, "Unsigned");
    assert.deepEqual(
      looks.map(({ answer }) => answer),
      ["3 artifacts", "none (404)"],
    );
  });
});

describe("The commands of other tools", () => {
  const lines = (of: ShownEvidence) => overview(of).commands.map(({ text }) => text);
  const digest = `registry.example.com/acme/shop@sha256:${"a".repeat(64)}`;

  it("ask the same of the same image", () => {
    const identity = "https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main";
    assert.deepEqual(lines(evidence([statement({ kind: "sbom", sbom: shop })])), [
      `cosign verify-attestation --type=https://spdx.dev/Document --certificate-identity=${identity} ` +
        "--certificate-oidc-issuer=https://token.actions.githubusercontent.com " +
        `registry.example.com/acme/shop@sha256:${"b".repeat(64)}`,
      `docker scout attest list --platform=linux/amd64 ${digest}`,
      "docker scout attest get --predicate-type=https://spdx.dev/Document --predicate --verify " +
        `--platform=linux/amd64 ${digest}`,
      `cosign tree ${digest}`,
      `drydock verify --platform=linux/amd64 ${digest}`,
    ]);
  });

  it("name the published key of Docker Hardened Images", () => {
    const signed = statement(null, { signer: { kind: "key", key: "dhi-2", hint: "" } });
    assert.match(
      lines(evidence([signed]))[0] ?? "",
      / --key=https:\/\/registry\.scout\.docker\.com\//,
    );
  });

  it("hold words from outside as words", () => {
    const identity = "$(reboot); 'x' `id` \"y\"";
    const signed = statement(null, { signer: { kind: "identity", identity, issuer: "-rf" } });
    assert.equal(
      lines(evidence([signed]))[0],
      `cosign verify '--certificate-identity=$(reboot); '\\''x'\\'' \`id\` "y"' ` +
        `--certificate-oidc-issuer=-rf registry.example.com/acme/shop@sha256:${"b".repeat(64)}`,
    );
  });

  it("are left out where they would hold what can't be seen", () => {
    const signed = statement(null, { signer: { kind: "key", key: "a\nreboot", hint: "" } });
    assert.ok(lines(evidence([signed])).every((text) => !text.includes("reboot")));
  });

  it("there are none for what is on disk", () => {
    assert.deepEqual(lines(evidence([], {}, { image: { ...image, repository: null } })), []);
    assert.deepEqual(lines(evidence([], {}, { image: null })), []);
  });
});
