import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { PanelMemory, PanelSource } from "../protocol";
import type { ContentSource } from "../registry/source";
import { createComparisonWorld } from "./comparisonWorld";
import { isLinted } from "./documents";
import { EvidenceProblem, imagesIn } from "./evidenceLoading";
import { trustingFor } from "./evidenceTrust";
import { withoutLinks } from "./markdown";
import { createPanelBridge } from "./panelBridge";
import { panelHtml } from "./panelHtml";
import { readMemory } from "./panelRequests";
import { createPanelSession, type PanelSession, type PanelWorld } from "./panelSession";
import {
  keyOf,
  knownOf,
  loadSource,
  namedSource,
  openPlaced,
  onlineOf,
  shownName,
  sourceAt,
  titleOf,
  type PanelContext,
} from "./panelSources";
import { createRawDocuments } from "./rawDocuments";
import { trustSigner } from "./trustSigner";
import { watchFile, watchFiles } from "./watchFile";
import { exportSbom } from "./sbomExport";
import { createVulnerabilityWorld } from "./vulnerabilityWorld";

const panelType = "drydock.evidence";

/** The panels that show evidence, one for each image or file. */
export interface EvidencePanels {
  /** Shows the panel of an image, `oci:` and a folder included: the one that is open, or a new one. */
  showImage(reference: string): void;
  /** The same of what the explorer names: see `sourceAt`. */
  showFile(file: vscode.Uri): Promise<void>;
  /** Shows a file in an editor that was opened for it. */
  showIn(panel: vscode.WebviewPanel, file: vscode.Uri): void;
  /** Shows the panel of an image on its tab Compare, with another one. */
  compareImages(before: string, after: string): void;
  /** Fills a panel again that was open when the window was reloaded. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
  /** Asks whether to trust the signer of what the active panel shows; says why where there is nothing to ask. */
  trustSigner(): Promise<void>;
  textOf(uri: vscode.Uri): string;
}

export function createEvidencePanels(context: PanelContext): EvidencePanels {
  const open = new Map<string, vscode.WebviewPanel>();
  const sessions = new Map<vscode.WebviewPanel, PanelSession>();
  const raw = createRawDocuments();
  const parts = vscode.Uri.joinPath(context.extension, "dist");

  /** The panel that was looked at last, and what it was about when it was closed: its evidence is let go then. */
  let last: { readonly panel: vscode.WebviewPanel; readonly source: PanelSource } | null = null;
  const arriveAt = (panel: vscode.WebviewPanel): void => {
    const session = sessions.get(panel);
    if (session === undefined || last?.panel === panel) return;
    if (last !== null) {
      const source = sessions.get(last.panel)?.source() ?? last.source;
      session.comesFrom({ source, name: shownName(source) });
    }
    last = { panel, source: session.source() };
  };

  const fill = (panel: vscode.WebviewPanel, memory: PanelMemory): void => {
    const { source } = memory;
    const key = keyOf(source);
    open.set(key, panel);
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [parts] };
    // Between the choice of an image and its evidence.
    let opened: ContentSource | null = null;
    const files = watchFiles((file) => session.reread(file));
    const world: PanelWorld = {
      known: (about) => knownOf(about, context),
      load: async (about, isRefresh, progress, signal) => {
        const of = opened ?? openPlaced(about);
        opened = null;
        const trusting = await trustingFor(about);
        const asked = { platform: about.platform, isRefresh, signal, trusting };
        return loadSource(about, asked, progress, context, of);
      },
      choices: async (about, signal) => {
        opened = openPlaced(about);
        return opened === null ? [] : imagesIn(opened, signal);
      },
      explain: (error) => explain(error, context.log),
      show: (overview) => void webview.postMessage({ kind: "overview", overview }),
      remember: (kept) => {
        void webview.postMessage({ kind: "memory", memory: kept });
        files.watch((kept.beside?.files ?? []).map(({ uri }) => uri));
      },
      trustSigner: (of) =>
        trustSigner(of, async (policy) => {
          const about = session.source();
          const trusting = { ...(await trustingFor(about)), policy };
          const { signal } = new AbortController();
          const asked = { platform: about.platform, isRefresh: false, signal, trusting };
          return loadSource(about, asked, () => undefined, context);
        }),
      copy: async (text) => vscode.env.clipboard.writeText(text),
      openRaw: (one) => raw.open(one),
      openDockerfile: (text, digest) => raw.openDockerfile(text, digest),
      openLink,
      exportSbom,
      ...createVulnerabilityWorld(
        () => onlineOf(context.live),
        () => trustingFor(session.source()),
        (line) => context.log.info(line),
      ),
      ...createComparisonWorld(context),
      showComparison: (comparison) => void webview.postMessage({ kind: "comparison", comparison }),
    };
    const session = createPanelSession(memory, world);
    sessions.set(panel, session);
    if (panel.active) arriveAt(panel);
    panel.onDidChangeViewState(() => {
      if (panel.active) arriveAt(panel);
    });
    const bridge = createPanelBridge(
      session.handlers,
      (message) => void webview.postMessage(message),
      (error) => explain(error, context.log),
    );
    webview.onDidReceiveMessage((message: unknown) => bridge.receive(message));
    const settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("drydock.policy")) session.reload();
    });
    const watcher = source.kind === "file" ? watchFile(source.uri, session.reload) : null;
    panel.onDidDispose(() => {
      if (last?.panel === panel) last = { panel, source: session.source() };
      watcher?.dispose();
      files.dispose();
      settings.dispose();
      bridge.dispose();
      session.dispose();
      sessions.delete(panel);
      if (open.get(key) === panel) open.delete(key);
    });
    webview.html = panelHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(parts, "webview.js")).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(parts, "webview.css")).toString(),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString("hex"),
    });
  };

  const show = (source: PanelSource): PanelSession | undefined => {
    const shown = open.get(keyOf(source));
    if (shown !== undefined) shown.reveal();
    else {
      const made = vscode.window.createWebviewPanel(panelType, titleOf(source), column());
      fill(made, { source, beside: null });
    }
    const panel = open.get(keyOf(source));
    return panel === undefined ? undefined : sessions.get(panel);
  };

  return {
    showImage: (reference) => void show(namedSource(reference)),
    showFile: async (file) => {
      try {
        show(await sourceAt(file));
      } catch (error) {
        void vscode.window.showInformationMessage(withoutLinks(explain(error, context.log)));
      }
    },
    showIn: (panel, file) => {
      const source = { kind: "file", uri: file.toString(), platform: null, digest: null } as const;
      fill(panel, { source, beside: null });
    },
    compareImages: (before, after) => show(namedSource(before))?.compare(namedSource(after)),
    restore: (panel, state) => {
      const memory = readMemory(state);
      if (memory === null) panel.dispose();
      else fill(panel, memory);
    },
    trustSigner: async () => {
      const [, session] = [...sessions].find(([panel]) => panel.active) ?? [];
      try {
        if (session === undefined) throw new EvidenceProblem("No evidence is shown.");
        await session.handlers.trustSigner(null, new AbortController().signal);
      } catch (error) {
        void vscode.window.showWarningMessage(withoutLinks(explain(error, context.log)));
      }
    },
    textOf: raw.textOf,
  };
}

/** The line that was asked about stays in view. */
function column(): vscode.ViewColumn {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isLinted(document)
    ? vscode.ViewColumn.Beside
    : vscode.ViewColumn.Active;
}

/** A fault of ours goes to the log with all there is to it. */
function explain(error: unknown, log: vscode.LogOutputChannel): string {
  if (error instanceof EvidenceProblem) return error.message;
  if (error instanceof vscode.FileSystemError) return `The file can't be read: ${error.message}`;
  log.error("The evidence could not be shown.", error);
  return `${error instanceof Error ? error.message : String(error)} The log says more: Drydock: Show Log.`;
}

/** Only plain https; the editor itself asks before it leaves. */
async function openLink(url: string): Promise<void> {
  const address = URL.canParse(url) ? new URL(url) : null;
  const isPlain =
    address?.protocol === "https:" && address.username === "" && address.password === "";
  if (!isPlain) throw new EvidenceProblem("Only plain https addresses are opened.");
  await vscode.env.openExternal(vscode.Uri.parse(address.href, true));
}
