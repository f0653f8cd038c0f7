import type { PanelMemory, ToHost, ToPage } from "../protocol";
import type { LicenceFamily } from "../view/licences";
import type { OpenedKind, OpenedRow } from "../view/openedFiles";
import type { Overview } from "../view/overview";
import { createBridge } from "./bridge";
import { createCompareTab } from "./compareTab";
import { createComponentsTab } from "./componentsTab";
import { registerControls, tabs } from "./controls";
import { createAfterPaint } from "./afterPaint";
import { drawCounts } from "./counts";
import { element } from "./elements";
import { drawHeader, drawStatus } from "./header";
import { drawOverview } from "./overview";
import { createProvenanceTab } from "./provenanceTab";
import { createVexTab } from "./vexTab";
import { createVulnerabilitiesTab } from "./vulnerabilitiesTab";
import { drawRaw } from "./rawTab";
import { readState, type ViewState } from "./viewState";

declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
};

registerControls();
const editor = acquireVsCodeApi();
const bridge = createBridge((message) => editor.postMessage(message));
let state = readState(editor.getState());
/** Until the host says what it is about, that of before a reload is in the state. */
let memory: PanelMemory | null = null;

/** All that is kept of the page: how it is looked at, and what the host brings it back by. */
function keep(changes: Partial<ViewState>): void {
  state = { ...state, ...changes };
  editor.setState({ ...state, ...memory });
}
function remember(told: PanelMemory): void {
  memory = told;
  keep({});
}

const announcements = element("div", { class: "hidden", role: "status" });

/** Waits for a request; where it fails, that is said where it is seen and read out. */
async function run(work: Promise<unknown>, done = ""): Promise<void> {
  try {
    await work;
    announcements.textContent = done;
  } catch (error) {
    failure.textContent = error instanceof Error ? error.message : String(error);
    failure.hidden = false;
  }
}

const failure = element("p", { class: "failure", role: "alert", hidden: "" });
const header = element("header", {});
const status = element("div", { class: "status", role: "status" });
const counts = element("nav", { class: "counts", "aria-label": "Counts" });
const overviewTab = element("div", { class: "overview" });
const rawTab = element("div", { class: "raw-tab" });
const copy = (text: string) => void run(bridge.ask("copy", { text }), "Copied.");
const openLink = (url: string) => void run(bridge.ask("openLink", { url }));
const components = createComponentsTab(state, {
  ask: (statement, query, from, count, signal) =>
    bridge.ask("components", { statement, query, from, count }, signal),
  dependencies: (statement, parent, from, count) =>
    bridge.ask("dependencies", { statement, parent, from, count }),
  named: (statement, parents, start) =>
    orNull(bridge.ask("dependenciesNamed", { statement, parents, start })),
  path: async (statement, index) =>
    (await orNull(bridge.ask("dependencyPath", { statement, index }))) ?? [],
  export: async (statement, query) => {
    const isWritten = await orNull(bridge.ask("exportComponents", { statement, query }));
    if (isWritten === true) announcements.textContent = "Exported.";
  },
  detail: (statement, index) => orNull(bridge.ask("component", { statement, index })),
  copy,
  openLink,
  keep,
});
/** Null where a request fails, which is then said. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  await run(asked);
  return asked.catch(() => null);
}
const openFiles = (kind: OpenedKind) => void run(bridge.ask("openFiles", { kind }));
const closeFile = ({ kind, uri }: OpenedRow) => void run(bridge.ask("closeFile", { kind, uri }));
const provenance = createProvenanceTab(state.provenance, {
  keep: (view) => keep({ provenance: view }),
  provenance: (statement) => orNull(bridge.ask("provenance", { statement })),
  inputs: (statement, filter, from, count, signal) =>
    bridge.ask("inputs", { statement, filter, from, count }, signal),
  openDockerfile: (statement) => void run(bridge.ask("openDockerfile", { statement })),
  copy,
  openLink,
});
const vex = createVexTab(state.vex, {
  copy,
  keep: (view) => keep({ vex: view }),
  statements: (query, from, count, signal) => bridge.ask("vex", { query, from, count }, signal),
  detail: (index) => orNull(bridge.ask("vexStatement", { index })),
  openFiles: () => openFiles("vex"),
  closeFile,
});
const vulnerabilities = createVulnerabilitiesTab(state.vulnerabilities, {
  keep: (view) => keep({ vulnerabilities: view }),
  rows: (query, from, count, signal) =>
    bridge.ask("vulnerabilities", { query, from, count }, signal),
  detail: (index) => orNull(bridge.ask("vulnerability", { index })),
  openFiles: () => openFiles("scan"),
  closeFile,
  askOsv: () => void run(bridge.ask("askOsv", null)),
  copy,
  openLink,
});
const comparing = createCompareTab(state.compare, {
  compare: (other) => void run(bridge.ask("compare", { other })),
  chooseFile: () => void run(bridge.ask("compareFile", null)),
  askOsv: () => void run(bridge.ask("askOsvOfBoth", null)),
  stop: () => void run(bridge.ask("stopComparing", null)),
  packages: (query, from, count, signal) =>
    bridge.ask("comparedPackages", { query, from, count }, signal),
  copyMarkdown: () => void run(bridge.ask("copyComparison", null), "Copied."),
  openMarkdown: () => void run(bridge.ask("openComparison", null)),
  copy,
  keep: (view) => keep({ compare: view }),
  reveal: () => views.show("compare"),
});
const views = tabs(
  [
    { id: "overview", label: "Overview", content: overviewTab },
    { id: "sbom", label: "SBOM", content: components.element },
    { id: "vulnerabilities", label: "Vulnerabilities", content: vulnerabilities.element },
    { id: "vex", label: "VEX", content: vex.element },
    { id: "provenance", label: "Provenance", content: provenance.element },
    { id: "compare", label: "Compare", content: comparing.element },
    { id: "raw", label: "Raw", content: rawTab },
  ],
  state.tab,
  (tab) => keep({ tab }),
);
document.body.append(
  element("main", {}, header, status, failure, counts, views.element),
  announcements,
);

const afterPaint = createAfterPaint();

/** The first lines at once, since they are the answer; what stands below them as soon as they can be seen. */
function show(overview: Overview): void {
  failure.hidden = true;
  drawHeader(header, overview, {
    copy,
    refresh: (platform) => void run(bridge.ask("refresh", { platform })),
    choose: (digest) => void run(bridge.ask("choose", { digest })),
    cancel: () => void run(bridge.ask("cancel", null)),
  });
  drawStatus(status, overview, () => void run(bridge.ask("cancel", null)));
  drawCounts(counts, overview, views.show);
  afterPaint(() => showTabs(overview));
}

function showTabs(overview: Overview): void {
  const openRaw = (statement: number, form: "found" | "decoded"): void =>
    void run(bridge.ask("openRaw", { statement, form }));
  drawOverview(overviewTab, overview, {
    trustSigner: () => void run(bridge.ask("trustSigner", null)),
    copy,
    openLink,
    openRaw,
    showComponents: (statement) => {
      components.choose({}, statement);
      views.show("sbom");
    },
    chooseSeverity: (severity) => {
      vulnerabilities.choose([severity]);
      views.show("vulnerabilities");
    },
    choose: (chart, value) => {
      components.choose(
        chart === "types" ? { types: [value] } : { families: [value as LicenceFamily] },
        null,
      );
      views.show("sbom");
    },
  });
  drawRaw(rawTab, overview, { openRaw });
  components.show(overview);
  provenance.show(overview);
  vex.show(overview);
  vulnerabilities.show(overview);
  views.count(
    "vulnerabilities",
    overview.vulnerabilities.summary?.left.toLocaleString("en-US") ?? "",
  );
  views.count("vex", overview.vex?.total.toLocaleString("en-US") ?? "");
  views.count("sbom", overview.sboms[0]?.total.toLocaleString("en-US") ?? "");
  views.count("raw", overview.statements.length === 0 ? "" : String(overview.statements.length));
}

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === "overview") show(data.overview);
  else if (data.kind === "comparison") comparing.show(data.comparison);
  else if (data.kind === "memory") remember(data.memory);
  else bridge.receive(data);
});

void run(
  bridge.ask("open", null).then(({ overview, comparison, memory: told }) => {
    remember(told);
    show(overview);
    comparing.begin(comparison);
  }),
);
