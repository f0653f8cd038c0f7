import assert from "node:assert/strict";
import type { PanelComparison, PanelSource } from "../../src/protocol";
import {
  createPanelComparison,
  type ComparedBase,
  type ComparisonWorld,
  type LoadedSide,
} from "../../src/vscode/panelComparison";
import type { OsvSaid } from "../../src/vscode/panelVulnerabilities";
import { packages, scanned, side } from "../view/comparedSample";
import { evidence, statement } from "../view/sample";
import { finding } from "../view/scanSample";

const image = (reference: string, platform: string | null = null): PanelSource => {
  return { kind: "image", reference, platform };
};
const query = {
  ...{ filter: "", kinds: [], ecosystems: [] },
  sort: { column: "change", descending: false },
} as const;
const never = new AbortController().signal;

const list = packages("tar 2");
const loaded = (name: string): LoadedSide => ({
  image: side(name, list),
  evidence: evidence([statement({ kind: "sbom", sbom: list })]),
});
const osvSaid: OsvSaid = {
  scans: [
    {
      ...{ scanner: "OSV", finished: null },
      findings: [finding("CVE-2", { severity: "low" }), finding("CVE-3", { severity: "low" })],
    },
  ],
  problems: ["One record could not be had."],
};

/** A comparison of node:24 with what it asked of the world, and what the page is shown last. */
function comparing(first: Partial<ComparedBase> = {}, rest: Partial<ComparisonWorld> = {}) {
  let base: ComparedBase = {
    ...{ source: image("node:24"), evidence: evidence([]), vulnerabilities: null },
    ...{ isOsvAsked: false, isLoading: false },
    ...first,
  };
  const asked: string[] = [];
  const shown: PanelComparison[] = [];
  const texts: string[] = [];
  const world: ComparisonWorld = {
    suggestions: () => Promise.resolve([{ reference: "dhi.io/node:24", about: "to ship" }]),
    knownSide: (source, found) => {
      asked.push(`${found === null ? "catalog" : "known"} ${nameOf(source)}`);
      return Promise.resolve(side(nameOf(source), packages("bash 1", "tar 1")));
    },
    loadSide: (source) => {
      asked.push(`load ${nameOf(source)} ${source.platform ?? ""}`.trim());
      return Promise.resolve(loaded(nameOf(source)));
    },
    osvBlocked: () => null,
    askOsv: (items) => {
      asked.push(`osv ${items.length}`);
      return Promise.resolve(osvSaid);
    },
    keptOsv: () => Promise.resolve(null),
    chooseFile: () => Promise.resolve(null),
    showComparison: (comparison) => shown.push(comparison),
    openMarkdown: (text) => Promise.resolve(void texts.push(text)),
    copy: (text) => Promise.resolve(void texts.push(text)),
    explain: (error) => (error as Error).message,
    ...rest,
  };
  const made = createPanelComparison(world, () => base);
  const settle = async () => {
    await new Promise(setImmediate);
    return shown.at(-1);
  };
  const become = (changes: Partial<ComparedBase>): void => {
    base = { ...base, ...changes };
    made.baseChanged();
  };
  /** Something new is known of the vulnerabilities of what is there. */
  const learn = (changes: Partial<ComparedBase>): void => {
    base = { ...base, ...changes };
    made.vulnerabilitiesChanged();
  };
  return { ...made, asked, texts, settle, become, learn };
}

const nameOf = (source: PanelSource): string =>
  source.kind === "image" ? source.reference : source.uri;

describe("What a panel is compared with", () => {
  it("is nothing before somebody asks; only hardened images are named", async () => {
    const { asked, settle, become } = comparing();
    const first = await settle();
    assert.deepEqual([first?.suggestions.length, first?.other, first?.view], [1, null, null]);
    become({});
    await settle();
    assert.deepEqual(asked, []);
  });

  it("is loaded for the platform of the image, and compared with what is there of that", async () => {
    const { handlers, asked, settle } = comparing({ source: image("node:24", "linux/arm64") });
    await handlers.compare({ other: image("dhi.io/node:24") }, never);
    const last = await settle();
    assert.deepEqual(asked, ["known node:24", "load dhi.io/node:24 linux/arm64"]);
    assert.equal(last?.view?.headline, "50% fewer packages: 2 → 1.");
    assert.deepEqual([last.progress, last.notice, last.askedAt], [null, null, null]);
    const page = await handlers.comparedPackages({ query, from: 0, count: 10 }, never);
    assert.deepEqual(
      page.rows.map(({ cells }) => cells.name),
      ["bash", "tar"],
    );
  });

  it("waits while the image's own evidence is looked for", async () => {
    const { handlers, asked, settle, become } = comparing({ evidence: null, isLoading: true });
    await handlers.compare({ other: image("b") }, never);
    assert.equal((await settle())?.progress, "Waiting for the evidence of this image…");
    assert.deepEqual(asked, []);
    become({ isLoading: false });
    assert.equal((await settle())?.progress, null);
    // None could be had: what the catalog says is compared.
    assert.deepEqual(asked, ["catalog node:24", "load b"]);
  });

  it("stops waiting where the person does", async () => {
    const { handlers, asked, settle, become } = comparing({ isLoading: true });
    await handlers.compare({ other: image("b") }, never);
    await handlers.stopComparing(null, never);
    const last = await settle();
    assert.deepEqual([last?.progress, last?.other], [null, null]);
    assert.match(last?.notice ?? "", /^Stopped\./);
    become({ isLoading: false });
    await settle();
    assert.deepEqual(asked, []);
  });

  it("asks for nothing once its panel is closed", async () => {
    const { ask, asked, dispose, settle, become } = comparing({ isLoading: true });
    ask(image("b"));
    dispose();
    // What was being looked for ends then.
    become({ isLoading: false });
    await settle();
    assert.deepEqual(asked, []);
  });

  it("is compared anew when the image's evidence is another", async () => {
    const { handlers, asked, settle, become } = comparing();
    await handlers.compare({ other: image("b") }, never);
    become({ source: image("node:24", "linux/arm64") });
    await settle();
    assert.deepEqual(asked.slice(2), ["known node:24", "load b linux/arm64"]);
  });

  it("brings the page to its tab where it was asked for elsewhere", async () => {
    const { ask, settle } = comparing();
    ask(image("dhi.io/node:24"));
    const last = await settle();
    assert.notEqual(last?.askedAt ?? null, null);
    assert.deepEqual(last?.other, image("dhi.io/node:24"));
    assert.notEqual(last.view, null);
  });

  it("that can't be had is a sentence, and nothing of an older answer stays", async () => {
    const { handlers, settle } = comparing(
      {},
      {
        loadSide: (source) =>
          nameOf(source) === "b"
            ? Promise.reject(new Error("b does not answer."))
            : Promise.resolve(loaded("a")),
      },
    );
    await handlers.compare({ other: image("a") }, never);
    await handlers.compare({ other: image("b") }, never);
    const last = await settle();
    assert.deepEqual([last?.notice, last?.view], ["b does not answer.", null]);
    await assert.rejects(
      async () => handlers.copyComparison(null, never),
      /no comparison any more/,
    );
    await assert.rejects(async () =>
      handlers.comparedPackages({ query, from: 0, count: 1 }, never),
    );
  });

  it("of two that are asked for one after the other the last counts", async () => {
    const waiting = new Map<string, () => void>();
    const { handlers, settle } = comparing(
      {},
      {
        loadSide: (source) =>
          new Promise((resolve) =>
            waiting.set(nameOf(source), () => resolve(loaded(nameOf(source)))),
          ),
      },
    );
    void handlers.compare({ other: image("a") }, never);
    void handlers.compare({ other: image("b") }, never);
    await settle();
    waiting.get("b")?.();
    await settle();
    waiting.get("a")?.();
    assert.equal((await settle())?.view?.after, "b");
  });

  it("has the vulnerabilities of reports that were opened for the image; nothing is loaded anew", async () => {
    const { handlers, asked, settle, learn } = comparing();
    await handlers.compare({ other: image("b") }, never);
    const left = async () =>
      (await settle())?.view?.facts.find(({ label }) => label === "Vulnerabilities left");
    assert.equal(await left(), undefined);
    learn({ vulnerabilities: scanned("Trivy 0.58.0", "CVE-1 high bash") });
    assert.equal((await left())?.before.text, "1: 1 high");
    assert.deepEqual(asked, ["known node:24", "load b"]);
  });

  it("osv.dev is asked about the other side where the person asks, and what it said stays", async () => {
    const { handlers, askOsv, asked, settle, learn } = comparing();
    await assert.rejects(askOsv(never), /no comparison any more/);
    await handlers.compare({ other: image("b") }, never);
    const lefts = async () => {
      const last = await settle();
      const fact = last?.view?.facts.find(({ label }) => label === "Vulnerabilities left");
      return [fact?.before.text, fact?.after.text, last?.canAskOsv];
    };
    assert.deepEqual(await lefts(), [undefined, undefined, true]);
    learn({ vulnerabilities: scanned("OSV", "CVE-1 high bash"), isOsvAsked: true });
    await askOsv(never);
    assert.deepEqual(await lefts(), ["1: 1 high", "2: 2 low", false]);
    assert.deepEqual((await settle())?.view?.problems, ["b: One record could not be had."]);
    learn({ vulnerabilities: scanned("OSV", "CVE-1 high bash", "CVE-4 high bash") });
    assert.deepEqual(await lefts(), ["2: 2 high", "2: 2 low", false]);
    assert.deepEqual(asked, ["known node:24", "load b", "osv 1"]);
  });

  it("osv.dev is not asked about an image that was compared before the one that is awaited", async () => {
    const { handlers, askOsv, asked, settle } = comparing(
      {},
      {
        loadSide: (source) =>
          nameOf(source) === "b" ? Promise.resolve(loaded("b")) : new Promise(() => undefined),
      },
    );
    await handlers.compare({ other: image("b") }, never);
    void handlers.compare({ other: image("c") }, never);
    await settle();
    await assert.rejects(askOsv(never), /no comparison any more/);
    assert.ok(!asked.some((one) => one.startsWith("osv")));
  });

  it("what osv.dev said of the other side before is there where it was asked about this one", async () => {
    const kept = { keptOsv: () => Promise.resolve(osvSaid) };
    for (const isOsvAsked of [true, false]) {
      const { handlers, asked, settle } = comparing({ isOsvAsked }, kept);
      await handlers.compare({ other: image("b") }, never);
      const last = await settle();
      const fact = last?.view?.facts.find(({ label }) => label === "Vulnerabilities left");
      assert.deepEqual(
        [fact?.after.text, last?.canAskOsv],
        isOsvAsked ? ["2: 2 low", false] : [undefined, true],
      );
      assert.deepEqual(asked, ["known node:24", "load b"]);
    }
  });

  it("what osv.dev said of the other side is there too once that of this side is back", async () => {
    const { handlers, asked, settle, learn } = comparing(
      {},
      { keptOsv: () => Promise.resolve(osvSaid) },
    );
    await handlers.compare({ other: image("b") }, never);
    learn({ vulnerabilities: scanned("OSV", "CVE-1 high bash"), isOsvAsked: true });
    const last = await settle();
    const fact = last?.view?.facts.find(({ label }) => label === "Vulnerabilities left");
    assert.deepEqual(
      [fact?.before.text, fact?.after.text, last?.canAskOsv],
      ["1: 1 high", "2: 2 low", false],
    );
    assert.deepEqual(asked, ["known node:24", "load b"]);
  });

  it("what osv.dev is asked anew goes before what it said", async () => {
    let recall: (said: OsvSaid) => void = () => undefined;
    const old: OsvSaid = { scans: [], problems: ["It is old."] };
    const { handlers, askOsv, settle, learn } = comparing(
      {},
      { keptOsv: () => new Promise((resolve) => (recall = resolve)) },
    );
    await handlers.compare({ other: image("b") }, never);
    learn({ isOsvAsked: true });
    const asking = askOsv(never);
    recall(old);
    await asking;
    assert.deepEqual((await settle())?.view?.problems, ["b: One record could not be had."]);
  });

  it("is not offered osv.dev where that may not be asked, and stays where it does not answer", async () => {
    const blocked = comparing({}, { osvBlocked: () => "Nobody is asked." });
    await blocked.handlers.compare({ other: image("b") }, never);
    assert.equal((await blocked.settle())?.canAskOsv, false);
    const silent = comparing(
      {},
      { askOsv: () => Promise.reject(new Error("It does not answer.")) },
    );
    await silent.handlers.compare({ other: image("b") }, never);
    await silent.askOsv(never);
    const last = await silent.settle();
    assert.deepEqual([last?.notice, last?.progress], ["It does not answer.", null]);
    assert.equal(last?.view?.after, "b");
  });

  it("is copied and opened as Markdown", async () => {
    const { handlers, texts } = comparing();
    await handlers.compare({ other: image("b") }, never);
    await handlers.copyComparison(null, never);
    await handlers.openComparison(null, never);
    assert.match(texts[0] ?? "", /^### `node:24` → `b`\n/);
    assert.equal(texts[1], texts[0]);
  });
});
