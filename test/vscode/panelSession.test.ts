import assert from "node:assert/strict";
import type { PanelComparison, PanelMemory, PanelSource } from "../../src/protocol";
import { createPanelSession, type PanelWorld } from "../../src/vscode/panelSession";
import type { Overview } from "../../src/view/overview";
import { packages, side } from "../view/comparedSample";
import { evidence, said, statement } from "../view/sample";

const layout: PanelSource = { kind: "layout", uri: "file:///build", platform: null, digest: null };
const [one, two] = ["a", "b"].map((digit) => `sha256:${digit.repeat(64)}`);
const several = [
  { digest: one ?? "", names: ["docker.io/acme/app:1", "latest"] },
  { digest: two ?? "", names: ["\u202eevil"] },
];

/** A session with what it was asked to load and what the page is shown last. */
function session(images: readonly (typeof several)[number][], rest: Partial<PanelWorld> = {}) {
  const loaded: PanelSource[] = [];
  const shown: Overview[] = [];
  const world: PanelWorld = {
    known: () => Promise.resolve({ name: "build", facts: [], factsSource: null }),
    choices: () => Promise.resolve(images),
    load: (source) => {
      loaded.push(source);
      return Promise.resolve(evidence([]));
    },
    explain: (error) => String(error),
    show: (overview) => shown.push(overview),
    trustSigner: () => Promise.resolve(),
    copy: () => Promise.resolve(),
    openRaw: () => Promise.resolve(),
    openDockerfile: () => Promise.resolve(),
    openLink: () => Promise.resolve(),
    exportSbom: () => Promise.resolve(false),
    remember: () => undefined,
    chooseFiles: () => Promise.resolve([]),
    readOpened: () => Promise.resolve([]),
    osvBlocked: () => null,
    askOsv: () => Promise.resolve({ scans: [], problems: [] }),
    keptOsv: () => Promise.resolve(null),
    suggestions: () => Promise.resolve([]),
    knownSide: () => Promise.reject(new Error("not asked for")),
    loadSide: () => Promise.reject(new Error("not asked for")),
    chooseFile: () => Promise.resolve(null),
    showComparison: () => undefined,
    openMarkdown: () => Promise.resolve(),
    ...rest,
  };
  const made = createPanelSession({ source: layout, beside: null }, world);
  const settle = async () => {
    await new Promise(setImmediate);
    return shown.at(-1);
  };
  return { ...made, loaded, settle };
}

const never = new AbortController().signal;

describe("A panel on a layout", () => {
  it("with one image shows that", async () => {
    const { loaded, settle } = session([]);
    const last = await settle();
    assert.deepEqual([loaded, last?.header.choice.images], [[layout], []]);
  });

  it("with several lets the person choose, by name and digest", async () => {
    const { loaded, settle } = session(several);
    const last = await settle();
    assert.deepEqual(loaded, []);
    assert.equal(last?.notice, "There are 2 images here. Choose one in the first line.");
    assert.deepEqual(last?.header.choice, {
      images: [
        { digest: one, label: "docker.io/acme/app:1, latest, aaaaaaaaaaaa" },
        { digest: two, label: "⟨U+202E⟩evil, bbbbbbbbbbbb" },
      ],
      chosen: null,
    });
  });

  it("compares what is known of the chosen one, which may not be had, with nothing of the one before", async () => {
    const report = { kind: "scan", scan: { scanner: "x", finished: null, findings: [] } } as const;
    const compared: PanelComparison[] = [];
    const { handlers, settle } = session(several, {
      load: (source) =>
        source.kind !== "image" && source.digest === one
          ? Promise.resolve(evidence([]))
          : Promise.reject(new Error("It can't be read.")),
      chooseFiles: () => Promise.resolve(["file:///trivy.json"]),
      readOpened: () => Promise.resolve([statement(report, { place: "file" })]),
      knownSide: () => Promise.resolve(side("app", packages("tar 1"))),
      loadSide: () => Promise.resolve({ image: side("b", packages("tar 2")), evidence: null }),
      showComparison: (comparison) => compared.push(comparison),
    });
    await settle();
    await handlers.choose({ digest: one ?? "" }, never);
    await handlers.openFiles({ kind: "scan" }, never);
    await handlers.compare({ other: { ...layout, digest: "b" } }, never);
    const before = () =>
      compared.at(-1)?.view?.facts.find(({ label }) => label === "Vulnerabilities left")?.before;
    assert.equal(before()?.text, "none");
    await handlers.choose({ digest: two ?? "" }, never);
    await settle();
    assert.equal(compared.at(-1)?.view?.before, "app");
    assert.equal(before(), undefined);
    await assert.rejects(handlers.openFiles({ kind: "scan" }, never), /no evidence yet/);
  });

  it("shows the chosen one, and keeps the choice", async () => {
    const kept: PanelMemory[] = [];
    const { handlers, loaded, settle, source } = session(several, {
      remember: (memory) => kept.push(memory),
    });
    await settle();
    const chosen = { ...layout, digest: two ?? "" };
    await handlers.choose({ digest: two ?? "" }, never);
    const last = await settle();
    assert.deepEqual([loaded, source(), last?.notice], [[chosen], chosen, null]);
    assert.deepEqual(kept.at(-1), { source: chosen, beside: null });
    assert.deepEqual([last?.header.choice.chosen, last?.header.choice.images.length], [two, 2]);
  });

  it("offers no more than anybody looks through", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      digest: `sha256:${String(index).padStart(64, "0")}`,
      names: [],
    }));
    const last = await session(many).settle();
    assert.equal(last?.notice, "There are 5,000 images here. Choose one in the first line.");
    assert.equal(last?.header.choice.images.length, 200);
  });
});

describe("A panel whose evidence changes", () => {
  it("gets it again, and no registry is asked anew", async () => {
    const refreshed: boolean[] = [];
    const load: PanelWorld["load"] = (_, isRefresh) => {
      refreshed.push(isRefresh);
      return Promise.resolve(evidence([]));
    };
    const { reload, settle } = session([], { load });
    await settle();
    reload();
    await settle();
    assert.deepEqual(refreshed, [false, false]);
  });

  it("has the page keep the platform that was chosen", async () => {
    const kept: PanelMemory[] = [];
    const { handlers, settle } = session([], { remember: (memory) => kept.push(memory) });
    await settle();
    await handlers.refresh({ platform: "linux/arm64" }, never);
    assert.equal(kept.at(-1)?.source.platform, "linux/arm64");
  });

  it("shows what was asked for last, and says that nothing was stopped", async () => {
    const { load, answers } = waiting();
    const { reload, settle } = session([], { load });
    await settle();
    reload();
    await settle();
    answers[0]?.();
    const before = await settle();
    assert.deepEqual([before?.progress, before?.notice], ["Looking for evidence…", null]);
    answers[1]?.();
    const after = await settle();
    assert.deepEqual([after?.progress, after?.notice], [null, null]);
  });

  it("goes on saying what is being asked, and what went wrong, while reports are opened", async () => {
    let times = 0;
    let answer = (): void => undefined;
    const { handlers, reload, settle } = session([], {
      load: () =>
        times++ === 0 ? Promise.resolve(evidence([])) : Promise.reject("It does not answer."),
      chooseFiles: () => Promise.resolve(["file:///trivy.json"]),
      askOsv: () => new Promise((resolve) => (answer = () => resolve({ scans: [], problems: [] }))),
    });
    await settle();
    const asking = handlers.askOsv(null, never);
    await handlers.openFiles({ kind: "scan" }, never);
    const during = await settle();
    assert.match(during?.progress ?? "", /^Asking osv\.dev/);
    answer();
    await asking;
    assert.equal((await settle())?.progress, null);
    reload();
    await settle();
    await handlers.openFiles({ kind: "scan" }, never);
    const last = await settle();
    assert.deepEqual([last?.progress, last?.notice], [null, "It does not answer."]);
  });

  it("says so where the person stops it, and nothing once it is closed", async () => {
    const { load, answers } = waiting();
    const { dispose, handlers, reload, settle } = session([], { load });
    await settle();
    await handlers.cancel(null, never);
    answers[0]?.();
    const stopped = await settle();
    assert.match(stopped?.notice ?? "", /^Stopped\./);
    reload();
    const last = await settle();
    dispose();
    answers[1]?.();
    assert.equal(await settle(), last);
  });
});

describe("VEX that a person opens in a panel", () => {
  it("is among the statements, as it is when it is opened last", async () => {
    const statuses = ["affected", "fixed"] as const;
    let times = 0;
    const { handlers, settle } = session([], {
      chooseFiles: () => Promise.resolve(["file:///own.vex.json"]),
      readOpened: () => {
        const status = statuses[times++] ?? "fixed";
        const statements = [said("CVE-1", status, "pkg:npm/express@4.21.2", null)];
        const vex = { id: null, author: null, timestamp: null, version: null, statements };
        return Promise.resolve([statement({ kind: "vex", vex }, { place: "file" })]);
      },
    });
    assert.equal((await settle())?.vex, null);
    for (const status of statuses) {
      await handlers.openFiles({ kind: "vex" }, never);
      const last = await settle();
      assert.deepEqual(
        last?.vex?.statuses.map(({ value, count }) => [value, count]),
        [[status, 1]],
      );
      assert.deepEqual(
        last.opened.map(({ about }) => about),
        ["1 statement"],
      );
    }
  });
});

/** Evidence that comes when it is let. */
function waiting(): { readonly load: PanelWorld["load"]; readonly answers: (() => void)[] } {
  const answers: (() => void)[] = [];
  const load = () =>
    new Promise<ReturnType<typeof evidence>>((resolve) =>
      answers.push(() => resolve(evidence([]))),
    );
  return { load, answers };
}
