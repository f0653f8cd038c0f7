import assert from "node:assert/strict";
import type { Scan } from "../../src/attestations/scans/model";
import {
  createPanelVulnerabilities,
  type VulnerabilityWorld,
} from "../../src/vscode/panelVulnerabilities";
import type { ShownEvidence } from "../../src/view/evidence";
import { descriptor, image, shopEvidence, statement } from "../view/sample";
import { finding } from "../view/scanSample";

const signal = new AbortController().signal;
const scan = (id: string): Scan => ({ scanner: "x", finished: null, findings: [finding(id)] });
const other: ShownEvidence = {
  ...shopEvidence,
  image: { ...image, manifest: descriptor("e") },
};

function panel(world: Partial<VulnerabilityWorld> = {}) {
  const told: (string | null)[] = [];
  const made = createPanelVulnerabilities(
    {
      openReports: () =>
        Promise.resolve([
          statement({ kind: "scan", scan: scan("CVE-2026-1") }, { place: "file", location: "a" }),
        ]),
      osvBlocked: () => null,
      askOsv: () => Promise.resolve({ scans: [scan("CVE-2026-2")], problems: [] }),
      ...world,
    },
    (progress) => told.push(progress),
  );
  return { ...made, told, known: () => made.view().summary?.known ?? null };
}

describe("The vulnerabilities of a panel", () => {
  it("of reports and of OSV stay when the same image is asked for again, and go with another", async () => {
    const { begin, handlers, known } = panel();
    begin(shopEvidence);
    assert.equal(known(), null);
    await handlers.openReport(null, signal);
    assert.equal(known(), 1);
    await handlers.askOsv(null, signal);
    assert.equal(known(), 2);
    begin({ ...shopEvidence });
    assert.equal(known(), 2);
    begin(other);
    assert.equal(known(), null);
  });

  it("an answer that comes when another image is looked at is nobody's", async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const { begin, handlers, known } = panel({
      askOsv: async () => {
        await asked;
        return { scans: [scan("CVE-2026-2")], problems: [] };
      },
    });
    begin(shopEvidence);
    const running = handlers.askOsv(null, signal);
    begin(other);
    answer();
    await running;
    assert.equal(known(), null);
  });

  it("says what is being done, and when there is something new", async () => {
    const { begin, handlers, told } = panel();
    begin(shopEvidence);
    await handlers.askOsv(null, signal);
    assert.deepEqual(told, ["Asking osv.dev about the packages of the SBOM…", null]);
  });

  it("OSV is not asked where it may not be, nor before there is evidence", async () => {
    const askOsv = () => Promise.reject(new Error("it was asked"));
    const blocked = panel({ askOsv, osvBlocked: () => "Nobody is asked." });
    await assert.rejects(blocked.handlers.askOsv(null, signal), /There is no evidence yet/);
    blocked.begin(shopEvidence);
    await assert.rejects(blocked.handlers.askOsv(null, signal), { message: "Nobody is asked." });
    assert.equal(blocked.view().osvBlocked, "Nobody is asked.");
  });

  it("rows can't be had where nobody looked", async () => {
    const { begin, handlers } = panel();
    begin(shopEvidence);
    assert.equal(await handlers.vulnerability({ index: 0 }, signal), null);
    const query = {
      ...{ filter: "", severities: [], states: [], leftOnly: true, fixableOnly: false },
      sort: { column: "severity", descending: false },
    } as const;
    await assert.rejects(
      handlers.vulnerabilities({ query, from: 0, count: 1 }, signal),
      /No scan was found/,
    );
  });
});
