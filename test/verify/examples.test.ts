import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { imageProducts } from "../../src/attestations/vex/imageProducts";
import type { Document } from "../../src/attestations/document";
import { findEvidence } from "../../src/registry/evidence";
import { openLayoutFolder } from "../../src/registry/layout";
import { builtInRoots } from "../../src/verify/builtIn";
import { verifyEvidence, type ImageVerdict } from "../../src/verify/evidence";
import { emptyPolicy, noDemands } from "../../src/verify/policy";
import { readPublicKey } from "../../src/verify/trustedKey";
import { vulnerabilitiesOf } from "../../src/verify/vulnerabilities";
import { repository } from "../lint/check";
import { runScript } from "../project/script";
import { temporaryFolder } from "../registry/folder";

type Kind = Document["kind"];

/** One of the two images in a folder of examples, checked with the key that is beside them. */
async function look(folder: string, name: string) {
  const reading = readPublicKey(readFileSync(path.join(folder, "layout.pub")), "layout.pub");
  if (reading.kind !== "key") throw new Error(reading.problem);
  const { key } = reading;
  const source = openLayoutFolder(path.join(folder, name), () => new Date(0));
  const platform = { os: "linux", architecture: "amd64", variant: null };
  const anything = { tag: null, digest: null };
  const evidence = await findEvidence(source, anything, platform, new AbortController().signal);
  const verdict = verifyEvidence(evidence, {
    roots: builtInRoots(),
    signer: { kind: "key", hint: key.hint, name: key.name },
    key,
    policy: emptyPolicy,
    demands: noDemands,
    now: new Date(0),
  });
  const { manifest } = evidence.image;
  const image = imageProducts(null, [manifest.digest], null);
  const found = vulnerabilitiesOf({ items: verdict.items, opened: [], asked: [], image });
  assert.ok(found !== null);
  return { verdict, found };
}

function documentOf<K extends Kind>({ items }: ImageVerdict, kind: K) {
  const found = items
    .flatMap(({ documents }) => documents)
    .find((one): one is Extract<Document, { kind: K }> => one.kind === kind);
  assert.ok(found !== undefined);
  return found;
}

const digestsOf = ({ items }: ImageVerdict) => items.map(({ kind, digest }) => `${kind} ${digest}`);

describe("the images in examples", function () {
  this.timeout(60_000);
  const examples = path.join(repository, "examples");

  it("layout: all that is said is verified, and tells a whole story", async () => {
    const { verdict, found } = await look(examples, "layout");
    assert.deepEqual(
      verdict.items.map(({ kind, verdict, problems }) => [kind, verdict, problems]),
      ["sbom", "provenance", "scan", "vex"].map((kind) => [kind, "verified", []]),
    );
    const { components } = documentOf(verdict, "sbom").sbom;
    assert.deepEqual(
      [components.length, components.filter(({ licenses }) => licenses.length === 0).length],
      [27, 1],
    );
    assert.deepEqual(
      [...new Set(components.map(({ type }) => type))],
      ["container", "generic", "deb", "npm", "golang"],
    );
    const purls = components.map(({ purl }) => purl).filter((purl) => purl !== null);
    assert.equal(purls.length - new Set(purls).size, 1);

    assert.deepEqual(Object.values(found.known.bySeverity), [2, 2, 1, 1, 1, 1]);
    assert.deepEqual(found.settled, { exact: 3, relaxed: 0 });
    assert.deepEqual(
      found.findings.map(({ id, state, opinion }) =>
        [id, state, opinion?.statement.status ?? "nothing said"].join(" "),
      ),
      [
        "CVE-2021-44906 open affected",
        "CVE-2020-28500 open nothing said",
        "CVE-2024-47764 open nothing said",
        "CVE-2019-1010022 open nothing said",
        "ACME-2026-0001 open under_investigation",
        "CVE-2023-45853 settled not_affected",
        "CVE-2021-23337 settled not_affected",
        "CVE-2022-32149 settled fixed",
      ],
    );

    const builder = "https://builds.example.com/runners/amd64";
    assert.deepEqual(verdict.items.find(({ kind }) => kind === "provenance")?.level, {
      claim: "says",
      level: null,
      text: `says it was built by ${builder}; whoever signed it is no builder that is known`,
    });
    const { provenance } = documentOf(verdict, "provenance");
    assert.match(provenance.dockerfile?.text ?? "", /^USER 65532$/m);
    assert.deepEqual(
      [provenance.inputs.length, provenance.source?.uri, provenance.entryPoint],
      [4, "https://git.example.com/acme/shop.git#refs/tags/v2.3.0", "Dockerfile"],
    );
    assert.ok(provenance.parameters.some(({ value }) => value === "runtime"));
  });

  it("layout: its components depend on each other, three deep and more", async () => {
    const { verdict } = await look(examples, "layout");
    const { components, relations } = documentOf(verdict, "sbom").sbom;
    const below = (name: string) =>
      relations
        .filter(({ from }) => components[from]?.name === name)
        .map(({ to }) => components[to]?.name);
    assert.ok(below("registry.example.com/acme/shop").includes("@acme/shop"));
    assert.ok(below("@acme/shop").includes("express"));
    assert.ok(below("express").includes("body-parser"));
    assert.ok(below("body-parser").includes("debug"));
    assert.ok(below("debug").includes("ms"));
  });

  it("layout-before: the same software on a large image, unsigned, with more known of it", async () => {
    const { verdict, found } = await look(examples, "layout-before");
    assert.deepEqual(
      verdict.items.map(({ kind, verdict, problems }) => [kind, verdict, problems]),
      ["sbom", "provenance", "scan"].map((kind) => [kind, "unsigned", []]),
    );
    const { components } = documentOf(verdict, "sbom").sbom;
    assert.equal(components.length, 65);
    assert.deepEqual(Object.values(found.known.bySeverity), [6, 5, 2, 1, 9, 1]);
    const { verdict: after } = await look(examples, "layout");
    const names = new Set(components.map(({ name }) => name));
    const lost = documentOf(after, "sbom").sbom.components.filter(({ name }) => !names.has(name));
    assert.deepEqual(lost, []);
  });

  describe("made anew", () => {
    const folder = temporaryFolder();

    it("say the same, signed by another key", async () => {
      const { code, output } = runScript("scripts/samples.mjs", "--examples", folder);
      assert.equal(code, 0, output);
      for (const name of ["layout", "layout-before"]) {
        const { verdict } = await look(folder, name);
        assert.deepEqual(digestsOf(verdict), digestsOf((await look(examples, name)).verdict), name);
      }
    });
  });
});
