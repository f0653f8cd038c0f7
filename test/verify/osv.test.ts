import assert from "node:assert/strict";
import { isWholeAnswer, osvQuestion, osvScanOf } from "../../src/verify/osv";
import { component, evidence, sbom, statement } from "../view/sample";

const npm = (name: string, version: string, id = name) =>
  component(name, { id, version, purl: `pkg:npm/${name}@${version}?x=${id}` });
const itemsOf = (...components: readonly ReturnType<typeof component>[]) =>
  evidence([statement({ kind: "sbom", sbom: { ...sbom(components), root: null } })]).result.items;
const record = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));
const askedAt = new Date("2026-11-26T00:00:00Z");

describe("what OSV is asked of an image", () => {
  it("is each version of a package once, of those that it can know", () => {
    const question = osvQuestion(
      itemsOf(npm("a", "1"), npm("a", "1", "again"), npm("a", "2"), component("no-purl")),
    );
    assert.ok(typeof question !== "string");
    assert.deepEqual(
      question.names.map(({ name, version }) => `${name} ${version}`),
      ["a 1", "a 2"],
    );
    assert.deepEqual(
      question.asked.map(({ place }) => place),
      [0, 0, 1],
    );
    assert.equal(question.listed, 4);
  });

  it("is a sentence where there is nothing to ask", () => {
    assert.match(String(osvQuestion([])), /^There is no SBOM/);
    assert.match(String(osvQuestion(itemsOf(component("a")))), /^OSV could be asked about none/);
  });

  it("is answered for every component that was asked about, but for records that were withdrawn", () => {
    const question = osvQuestion(itemsOf(npm("a", "1"), npm("a", "1", "again"), npm("b", "1")));
    assert.ok(typeof question !== "string");
    const { findings, scanner, finished } = osvScanOf(question, {
      identifiers: [["GHSA-1", "GHSA-2"], []],
      records: new Map([
        ["GHSA-1", record({ id: "GHSA-1" })],
        ["GHSA-2", record({ id: "GHSA-2", withdrawn: "2026-01-01T00:00:00Z" })],
      ]),
      askedAt,
    });
    assert.deepEqual(
      findings.map(({ id, package: found }) => `${id} ${found?.purl}`),
      ["GHSA-1 pkg:npm/a@1?x=a", "GHSA-1 pkg:npm/a@1?x=again"],
    );
    assert.equal(scanner, "OSV, asked about 3 of 3 components");
    assert.equal(finished, askedAt.toISOString());
  });

  it("is answered whole where each record that is named is there", () => {
    const records = new Map([["GHSA-1", record({ id: "GHSA-1" })]]);
    const isWhole = (...identifiers: string[][]) => isWholeAnswer({ identifiers, records });
    assert.deepEqual(
      [isWhole(), isWhole([]), isWhole(["GHSA-1"], []), isWhole(["GHSA-1"], ["GHSA-2"])],
      [true, true, true, false],
    );
  });
});
