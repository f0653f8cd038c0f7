import assert from "node:assert/strict";
import type { Handlers, ToPage } from "../../src/protocol";
import { createPanelBridge } from "../../src/vscode/panelBridge";
import { readMemory } from "../../src/vscode/panelRequests";

/** Handlers of which each test needs one or two. */
const handlers: Handlers = {
  open: () => Promise.reject(new Error("not asked for")),
  components: () => Promise.reject(new Error("broken")),
  component: () => Promise.resolve(null),
  dependencies: () => Promise.resolve(null),
  dependenciesNamed: () => Promise.resolve([]),
  dependencyPath: () => Promise.resolve([]),
  exportComponents: () => Promise.resolve(true),
  provenance: () => Promise.resolve(null),
  inputs: () => Promise.resolve({ total: 0, matched: 0, from: 0, rows: [] }),
  vex: () => Promise.resolve({ total: 0, matched: 0, from: 0, rows: [] }),
  vexStatement: () => Promise.resolve(null),
  vulnerabilities: () => Promise.resolve({ total: 0, matched: 0, from: 0, rows: [] }),
  vulnerability: () => Promise.resolve(null),
  openFiles: () => Promise.resolve(null),
  closeFile: () => Promise.resolve(null),
  askOsv: () => Promise.resolve(null),
  openDockerfile: () => Promise.resolve(null),
  compare: () => Promise.resolve(null),
  compareFile: () => Promise.resolve(null),
  askOsvOfBoth: () => Promise.resolve(null),
  stopComparing: () => Promise.resolve(null),
  comparedPackages: () => Promise.resolve({ total: 0, matched: 0, from: 0, rows: [] }),
  copyComparison: () => Promise.resolve(null),
  openComparison: () => Promise.resolve(null),
  refresh: () => Promise.resolve(null),
  cancel: () => Promise.resolve(null),
  choose: () => Promise.reject(new Error("not asked for")),
  trustSigner: () => Promise.resolve(null),
  copy: () => Promise.resolve(null),
  openRaw: () => Promise.resolve(null),
  openLink: () => Promise.resolve(null),
};

/** What the page is sent when it sends this. */
async function answers(message: unknown, own: Partial<Handlers> = {}): Promise<ToPage[]> {
  const sent: ToPage[] = [];
  const explain = (error: unknown): string => `It failed: ${(error as Error).message}`;
  const bridge = createPanelBridge({ ...handlers, ...own }, (one) => sent.push(one), explain);
  bridge.receive(message);
  await new Promise(setImmediate);
  return sent;
}

const query = {
  filter: "",
  types: [],
  families: [],
  directOnly: false,
  duplicatesOnly: false,
  sort: { column: "name", descending: false },
};

const comparisonQuery = {
  filter: "",
  kinds: [],
  ecosystems: [],
  sort: { column: "change", descending: false },
};

describe("The bridge to the page", () => {
  it("answers a request with its number", async () => {
    assert.deepEqual(
      await answers({ kind: "ask", id: 7, method: "copy", params: { text: "abc" } }),
      [{ kind: "answer", id: 7, result: null }],
    );
  });

  it("a handler that fails is a sentence", async () => {
    const params = { statement: 0, from: 0, count: 10, query };
    assert.deepEqual(await answers({ kind: "ask", id: 1, method: "components", params }), [
      { kind: "failure", id: 1, message: "It failed: broken" },
    ]);
  });

  it("what a request does not allow is refused before its handler sees it", async () => {
    const wrong: readonly (readonly [method: string, params: unknown])[] = [
      ["toString", null],
      ["__proto__", null],
      ["constructor", {}],
      ["", null],
      ["choose", { digest: 7 }],
      ["copy", {}],
      ["copy", { text: 7 }],
      ["copy", null],
      ["openRaw", { statement: -1, form: "found" }],
      ["openRaw", { statement: 0, form: "other" }],
      ["openRaw", { statement: "0", form: "found" }],
      ["component", { statement: 0.5, index: 0 }],
      ["components", { statement: 0, from: 0, count: 1, query: { ...query, sort: null } }],
      ["components", { statement: 0, from: 0, count: 1, query: { ...query, types: [7] } }],
      ["components", { statement: 0, from: Infinity, count: 1, query }],
      ["dependencies", { statement: 0, parent: "0", from: 0, count: 1 }],
      ["dependenciesNamed", { statement: 0, parents: [null, "0"], start: "a" }],
      ["dependenciesNamed", { statement: 0, parents: Array(1_001).fill(0), start: "a" }],
      ["dependenciesNamed", { statement: 0, parents: [null], start: null }],
      ["openFiles", { kind: "sbom" }],
      ["closeFile", { kind: "vex" }],
      ["openLink", { url: {} }],
      ["refresh", { platform: 7 }],
      ["compare", { other: null }],
      ["compare", { other: { kind: "image", reference: 7, platform: null } }],
      ["compare", { other: { kind: "web", uri: "https://example.com", platform: null } }],
      ["comparedPackages", { query: comparisonQuery, from: 0, count: -1 }],
      ["comparedPackages", { query: { ...comparisonQuery, kinds: "gone" }, from: 0, count: 1 }],
      ["comparedPackages", { query: { ...comparisonQuery, sort: {} }, from: 0, count: 1 }],
    ];
    for (const [method, params] of wrong) {
      const [answer] = await answers({ kind: "ask", id: 2, method, params });
      assert.equal(answer?.kind, "failure", `${method} ${JSON.stringify(params)}`);
    }
  });

  it("what is no message is dropped", async () => {
    for (const message of [null, 7, "ask", {}, { kind: "ask" }, { kind: "ask", id: "1" }, []])
      assert.deepEqual(await answers(message), []);
  });

  it("a request that was given up ends, and is not answered", async () => {
    const sent: ToPage[] = [];
    let signal: AbortSignal | undefined;
    const component: Handlers["component"] = (_, given) => {
      signal = given;
      return new Promise((resolve) => given.addEventListener("abort", () => resolve(null)));
    };
    const bridge = createPanelBridge({ ...handlers, component }, (one) => sent.push(one), String);
    bridge.receive({ kind: "ask", id: 3, method: "component", params: { statement: 0, index: 0 } });
    bridge.receive({ kind: "abort", id: 3 });
    await new Promise(setImmediate);
    assert.equal(signal?.aborted, true);
    assert.deepEqual(sent, []);
  });

  it("a closed page ends all requests", async () => {
    const signals: AbortSignal[] = [];
    const component: Handlers["component"] = (_, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const bridge = createPanelBridge({ ...handlers, component }, () => undefined, String);
    for (const id of [1, 2])
      bridge.receive({ kind: "ask", id, method: "component", params: { statement: 0, index: 0 } });
    bridge.dispose();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
  });
});

describe("What a page was about before a reload", () => {
  it("is read back, or nothing is", () => {
    const source = { kind: "image", reference: "node:24", platform: null };
    const sourceOf = (state: unknown) => readMemory(state)?.source;
    assert.deepEqual(readMemory({ source, tab: "sbom" }), { source, beside: null });
    const archive = { kind: "archive", uri: "file:///a.tar", platform: null, digest: "sha256:ab" };
    assert.deepEqual(sourceOf({ source: archive }), archive);
    // Kept by a version that knew of no choice.
    const older = { kind: "layout", uri: "file:///a", platform: null };
    assert.deepEqual(sourceOf({ source: older }), { ...older, digest: null });
    const wrong = [
      null,
      7,
      {},
      { source: null },
      { source: { ...source, kind: "other" } },
      { source: { kind: "image", platform: null } },
      { source: { kind: "file", uri: 7, platform: null } },
      { source: { ...older, digest: 7 } },
      // A URI at which the editor would throw.
      { source: { ...older, uri: "" } },
      { source: { ...older, uri: "a file:///a" } },
      { source: { ...older, kind: "file", uri: "file:////a" } },
      { source: { ...source, platform: 7 } },
    ];
    for (const state of wrong) assert.equal(readMemory(state), null, JSON.stringify(state));
  });

  it("with what was opened and asked beside it, as far as that can be read", () => {
    const source = { kind: "file", uri: "file:///a", platform: null, digest: null };
    const besideOf = (beside: unknown) => readMemory({ source, beside })?.beside;
    const beside = {
      manifest: null,
      files: [{ kind: "scan", uri: "file:///trivy.json" }],
      isOsvAsked: true,
    };
    assert.deepEqual(besideOf(beside), beside);
    const files = [...beside.files, null, { kind: "sbom", uri: "file:///b" }, { kind: "vex" }];
    files.push({ kind: "vex", uri: "/b" }, { kind: "vex", uri: "file:////b" });
    assert.deepEqual(besideOf({ manifest: "sha256:ab", files, isOsvAsked: 1 }), {
      ...{ manifest: "sha256:ab", files: beside.files, isOsvAsked: false },
    });
    const many = Array.from({ length: 101 }, (_, at) => ({ kind: "vex", uri: `file:///${at}` }));
    assert.equal(besideOf({ ...beside, files: many })?.files.length, 100);
    for (const wrong of [undefined, 7, {}, { ...beside, manifest: 7 }, { ...beside, files: "a" }])
      assert.equal(besideOf(wrong), null, JSON.stringify(wrong));
  });
});
