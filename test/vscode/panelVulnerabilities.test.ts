import assert from "node:assert/strict";
import type { Scan } from "../../src/attestations/scans/model";
import type { OpenedFile, PanelBeside } from "../../src/protocol";
import {
  createPanelVulnerabilities,
  type VulnerabilityWorld,
} from "../../src/vscode/panelVulnerabilities";
import type { ShownEvidence } from "../../src/view/evidence";
import { descriptor, image, said, shopEvidence, statement } from "../view/sample";
import { finding } from "../view/scanSample";

const signal = new AbortController().signal;
const scan = (id: string): Scan => ({ scanner: "x", finished: null, findings: [finding(id)] });
const other: ShownEvidence = {
  ...shopEvidence,
  image: { ...image, manifest: descriptor("e") },
};

const trivy: OpenedFile = { kind: "scan", uri: "file:///trivy.json" };

function panel(world: Partial<VulnerabilityWorld> = {}, before: PanelBeside | null = null) {
  const told: (string | null)[] = [];
  const made = createPanelVulnerabilities(
    {
      chooseFiles: () => Promise.resolve([trivy.uri]),
      readOpened: ({ uri }) =>
        Promise.resolve([
          statement({ kind: "scan", scan: scan("CVE-2026-1") }, { place: "file", location: uri }),
        ]),
      osvBlocked: () => null,
      askOsv: () => Promise.resolve({ scans: [scan("CVE-2026-2")], problems: [] }),
      keptOsv: () => Promise.resolve({ scans: [scan("CVE-2026-2")], problems: [] }),
      explain: (error) => (error as Error).message,
      ...world,
    },
    before,
    (progress) => told.push(progress),
  );
  const found = () => made.found()?.findings.map(({ id }) => id) ?? null;
  return { ...made, told, known: () => made.view().summary?.known ?? null, found };
}

const settle = () => new Promise(setImmediate);

describe("The vulnerabilities of a panel", () => {
  it("of reports and of OSV stay when the same image is asked for again, and go with another", async () => {
    const { begin, handlers, known } = panel();
    begin(shopEvidence);
    assert.equal(known(), null);
    await handlers.openFiles({ kind: "scan" }, signal);
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

describe("The vulnerabilities of a panel on a file", () => {
  const file = (): ShownEvidence => ({ ...shopEvidence, image: null });

  it("are looked for again when the file is read again, without asking osv.dev", async () => {
    let isKept = true;
    const asked: string[] = [];
    const { begin, beside, found, handlers } = panel({
      askOsv: () => {
        asked.push("osv");
        return Promise.resolve({ scans: [scan("CVE-2026-2")], problems: [] });
      },
      keptOsv: () => Promise.resolve(isKept ? { scans: [scan("CVE-2026-2")], problems: [] } : null),
    });
    begin(file());
    await handlers.openFiles({ kind: "scan" }, signal);
    await handlers.askOsv(null, signal);
    begin(file());
    await settle();
    assert.deepEqual(found(), ["CVE-2026-1", "CVE-2026-2"]);
    isKept = false;
    begin(file());
    await settle();
    assert.deepEqual([found(), asked], [["CVE-2026-1"], ["osv"]]);
    assert.deepEqual(beside(), { manifest: null, files: [trivy], isOsvAsked: false });
  });
});

describe("VEX that was opened in a panel", () => {
  const uri = "file:///own.vex.json";
  const own = statement(
    {
      kind: "vex",
      vex: {
        ...{ id: null, author: null, timestamp: null, version: null },
        statements: [said("CVE-2026-1", "fixed", "pkg:npm/express@4.21.2", null)],
      },
    },
    { place: "file", location: "own.vex.json", verdict: "unsigned" },
  );
  const found = finding("CVE-2026-1", {
    package: { name: "express", version: "4.21.2", purl: "pkg:npm/express@4.21.2" },
  });
  const report = statement(
    { kind: "scan", scan: { scanner: "x", finished: null, findings: [found] } },
    { place: "file", location: "trivy.json" },
  );

  it("settles what it is about, is listed, and is gone when it is closed", async () => {
    const { begin, beside, handlers, opened, openedVex, view } = panel({
      chooseFiles: (kind) => Promise.resolve([kind === "vex" ? uri : trivy.uri]),
      readOpened: ({ kind }) => Promise.resolve([kind === "vex" ? own : report]),
    });
    begin(shopEvidence);
    await handlers.openFiles({ kind: "scan" }, signal);
    assert.equal(view().summary?.left, 1);
    await handlers.openFiles({ kind: "vex" }, signal);
    assert.deepEqual([view().summary?.left, openedVex()], [0, [own]]);
    assert.deepEqual(opened(), [
      { ...trivy, name: "trivy.json", about: "1 finding" },
      { kind: "vex", uri, name: "own.vex.json", about: "1 statement" },
    ]);
    await handlers.closeFile({ kind: "scan", uri }, signal);
    assert.equal(opened().length, 2, "it was opened as VEX");
    await handlers.closeFile({ kind: "vex", uri }, signal);
    assert.deepEqual([view().summary?.left, openedVex()], [1, []]);
    assert.deepEqual(beside()?.files, [trivy]);
  });
});

describe("A report that changes after it was opened", () => {
  it("is read again, and stays as it was where that fails, which is said until it can be read", async () => {
    let read = (): string => "CVE-2026-1";
    const { begin, found, handlers, reread, view } = panel({
      readOpened: async () => Promise.resolve([statement({ kind: "scan", scan: scan(read()) })]),
    });
    begin(shopEvidence);
    await handlers.openFiles({ kind: "scan" }, signal);
    read = () => "CVE-2026-2";
    await reread("file:///other.json");
    assert.deepEqual(found(), ["CVE-2026-1"]);
    await reread(trivy.uri);
    assert.deepEqual(found(), ["CVE-2026-2"]);
    read = () => {
      throw new Error("trivy.json is not there any more.");
    };
    await reread(trivy.uri);
    assert.deepEqual(found(), ["CVE-2026-2"]);
    assert.deepEqual(view().problems, ["As it was before: trivy.json is not there any more."]);
    read = () => "CVE-2026-3";
    await reread(trivy.uri);
    assert.deepEqual([found(), view().problems], [["CVE-2026-3"], []]);
  });

  it("is as it was read last, also where it changed while it was read", async () => {
    for (const order of [
      [1, 2],
      [2, 1],
    ]) {
      const { reads, readOpened } = waiting();
      const { begin, found, handlers, reread } = panel({ readOpened });
      begin(shopEvidence);
      const opening = handlers.openFiles({ kind: "scan" }, signal);
      await settle();
      reads[0]?.("CVE-2026-1");
      await opening;
      const both = [reread(trivy.uri), reread(trivy.uri)];
      for (const at of order) {
        reads[at]?.(`CVE-2026-${at + 1}`);
        await settle();
      }
      await Promise.all(both);
      assert.deepEqual(found(), ["CVE-2026-3"]);
    }
  });

  it("is read, and opened, while the same image is asked for again", async () => {
    const { reads, readOpened } = waiting();
    const { begin, found, handlers, reread } = panel({ readOpened });
    begin(shopEvidence);
    const opening = handlers.openFiles({ kind: "scan" }, signal);
    await settle();
    begin({ ...shopEvidence });
    reads[0]?.("CVE-2026-1");
    await opening;
    assert.deepEqual(found(), ["CVE-2026-1"]);
    const reading = reread(trivy.uri);
    await settle();
    begin({ ...shopEvidence });
    reads[1]?.("CVE-2026-2");
    await reading;
    assert.deepEqual(found(), ["CVE-2026-2"]);
  });

  it("is not read any more once it was closed", async () => {
    let times = 0;
    const { begin, found, handlers, reread } = panel({
      readOpened: async () => {
        times++;
        return Promise.resolve([statement({ kind: "scan", scan: scan("CVE-2026-1") })]);
      },
    });
    begin(shopEvidence);
    await handlers.openFiles({ kind: "scan" }, signal);
    const reading = reread(trivy.uri);
    await handlers.closeFile(trivy, signal);
    await reading;
    await reread(trivy.uri);
    assert.deepEqual([found(), times], [null, 2]);
  });
});

/** Reports that are read when they are let, with the vulnerability that they then have. */
function waiting() {
  const reads: ((id: string) => void)[] = [];
  const readOpened = async () => {
    const id = await new Promise<string>((resolve) => reads.push(resolve));
    return [statement({ kind: "scan", scan: scan(id) })];
  };
  return { reads, readOpened };
}

describe("The vulnerabilities of a panel after a reload", () => {
  const manifest = image.manifest.digest;
  const before: PanelBeside = { manifest, files: [trivy], isOsvAsked: true };
  const neverAsked = { askOsv: () => Promise.reject(new Error("it was asked")) };

  it("are those of the reports that were open, and of what osv.dev said, without asking it", async () => {
    const first = panel();
    first.begin(shopEvidence);
    assert.equal(first.beside(), null);
    await first.handlers.openFiles({ kind: "scan" }, signal);
    await first.handlers.askOsv(null, signal);
    assert.deepEqual(first.beside(), before);

    const { begin, beside, found, told } = panel(neverAsked, before);
    assert.deepEqual(beside(), before, "until they are back");
    begin(shopEvidence);
    await settle();
    assert.deepEqual(found(), ["CVE-2026-1", "CVE-2026-2"]);
    assert.deepEqual([beside(), told], [before, [null]]);
  });

  it("a report that is gone is said, and not looked for again", async () => {
    const { begin, beside, found, view } = panel(
      {
        ...neverAsked,
        readOpened: () => Promise.reject(new Error("trivy.json is not there any more.")),
      },
      { ...before, isOsvAsked: false },
    );
    begin(shopEvidence);
    await settle();
    assert.equal(found(), null);
    assert.deepEqual(view().problems, ["Not opened again: trivy.json is not there any more."]);
    assert.equal(beside(), null);
  });

  it("osv.dev stands as not asked where not all was kept, and where it may not be asked any more", async () => {
    const files: readonly OpenedFile[] = [];
    for (const world of [
      { keptOsv: () => Promise.resolve(null) },
      { osvBlocked: () => "Nobody is asked." },
    ]) {
      const { begin, beside, found } = panel({ ...neverAsked, ...world }, { ...before, files });
      begin(shopEvidence);
      await settle();
      assert.deepEqual([found(), beside()], [null, null]);
    }
  });

  it("are not those of another image than it was", async () => {
    const { begin, beside, found } = panel(neverAsked, before);
    begin(other);
    await settle();
    assert.deepEqual([found(), beside()], [null, null]);
  });

  it("what osv.dev says meanwhile goes before what it said", async () => {
    const { begin, found, handlers } = panel(
      { askOsv: () => Promise.resolve({ scans: [scan("CVE-2026-3")], problems: [] }) },
      { ...before, files: [] },
    );
    begin(shopEvidence);
    await handlers.askOsv(null, signal);
    await settle();
    assert.deepEqual(found(), ["CVE-2026-3"]);
  });

  it("a report that is opened meanwhile is there too, and the same one once", async () => {
    const another = { ...trivy, uri: "file:///grype.json" };
    const { begin, beside, handlers } = panel(
      { chooseFiles: () => Promise.resolve([trivy.uri, another.uri]) },
      { ...before, isOsvAsked: false },
    );
    begin(shopEvidence);
    await handlers.openFiles({ kind: "scan" }, signal);
    await settle();
    assert.deepEqual(beside()?.files, [trivy, another]);
  });
});
