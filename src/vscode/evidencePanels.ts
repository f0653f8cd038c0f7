import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Catalog } from "../image/catalog";
import { parseReference } from "../image/reference";
import { dayOf } from "../harden/families";
import type { PanelSource } from "../protocol";
import {
  EvidenceProblem,
  evidenceOfFile,
  isOnDisk,
  loadImage,
  loadLayout,
  type Asked,
  type Online,
} from "./evidenceLoading";
import { isLinted } from "./documents";
import { trustingFor } from "./evidenceTrust";
import { folderOf, nameOf } from "./files";
import { factLines, kindText, sourceTexts } from "./imageText";
import type { LiveImages } from "./liveImages";
import { plain, withoutLinks } from "./markdown";
import { createPanelBridge } from "./panelBridge";
import { panelHtml } from "./panelHtml";
import { readSource } from "./panelRequests";
import { createPanelSession, type PanelSession, type PanelWorld } from "./panelSession";
import { createRawDocuments } from "./rawDocuments";
import { trustSigner } from "./trustSigner";

const panelType = "drydock.evidence";

/** What the panels need of the extension. */
export interface PanelContext {
  readonly extension: vscode.Uri;
  readonly readCatalog: () => Promise<Catalog | null>;
  readonly live: Pick<LiveImages, "permission">;
  readonly log: vscode.LogOutputChannel;
}

/** The panels that show evidence, one for each image or file. */
export interface EvidencePanels {
  /** Shows the panel of an image, `oci:` and a folder included: the one that is open, or a new one. */
  showImage(reference: string): void;
  /** The same of a file, or of the OCI layout that a folder or its file `oci-layout` is. */
  showFile(file: vscode.Uri): Promise<void>;
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

  const fill = (panel: vscode.WebviewPanel, source: PanelSource): void => {
    const key = keyOf(source);
    open.set(key, panel);
    panel.title = titleOf(source);
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [parts] };
    const world: PanelWorld = {
      known: (about) => knownOf(about, context),
      load: async (about, isRefresh, progress, signal) => {
        const trusting = await trustingFor(about);
        const asked = { platform: about.platform, isRefresh, signal, trusting };
        return load(about, asked, progress, context);
      },
      explain: (error) => explain(error, context.log),
      show: (overview) => void webview.postMessage({ kind: "overview", overview }),
      trustSigner,
      copy: async (text) => vscode.env.clipboard.writeText(text),
      openRaw: (one) => raw.open(one),
      openDockerfile: (text, digest) => raw.openDockerfile(text, digest),
      openLink,
    };
    const session = createPanelSession(source, world);
    sessions.set(panel, session);
    const bridge = createPanelBridge(
      session.handlers,
      (message) => void webview.postMessage(message),
      (error) => explain(error, context.log),
    );
    webview.onDidReceiveMessage((message: unknown) => bridge.receive(message));
    const settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("drydock.policy")) session.reload();
    });
    panel.onDidDispose(() => {
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

  const show = (source: PanelSource): void => {
    const shown = open.get(keyOf(source));
    if (shown !== undefined) shown.reveal();
    else fill(vscode.window.createWebviewPanel(panelType, "Evidence", column()), source);
  };

  return {
    showImage: (reference) => show({ kind: "image", reference, platform: null }),
    showFile: async (file) => show(await sourceAt(file)),
    restore: (panel, state) => {
      const source = readSource(state);
      if (source === null) panel.dispose();
      else fill(panel, source);
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

async function sourceAt(file: vscode.Uri): Promise<PanelSource> {
  const about = (kind: "layout" | "file", uri: vscode.Uri): PanelSource => {
    return { kind, uri: uri.toString(), platform: null };
  };
  if (nameOf(file) === "oci-layout") return about("layout", folderOf(file));
  return about((await isFolder(file)) ? "layout" : "file", file);
}

async function isFolder(file: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(file);
    return (type & vscode.FileType.Directory) !== 0;
  } catch {
    // The panel says why it can't be read.
    return false;
  }
}

/** One panel for each source, whatever platform was chosen in it. */
function keyOf(source: PanelSource): string {
  return `${source.kind} ${source.kind === "image" ? source.reference : source.uri}`;
}

function titleOf(source: PanelSource): string {
  const name = source.kind === "image" ? source.reference : nameOf(vscode.Uri.parse(source.uri));
  return plain(`Evidence: ${name.slice(name.lastIndexOf("/") + 1).slice(0, 80)}`);
}

/** What the catalog says of the image, without asking anybody. */
async function knownOf(
  source: PanelSource,
  { readCatalog }: PanelContext,
): ReturnType<PanelWorld["known"]> {
  if (source.kind !== "image") {
    const name = vscode.workspace.asRelativePath(vscode.Uri.parse(source.uri));
    return { name, facts: [], factsSource: null };
  }
  const name = source.reference;
  const reference = parseReference(name);
  const catalog = await readCatalog();
  const facts = reference === null ? null : (catalog?.lookup(reference) ?? null);
  if (facts === null || catalog === null) return { name, facts: [], factsSource: null };
  return {
    name,
    facts: [{ label: "What it is", text: kindText(facts) }, ...factLines(facts, dayOf(new Date()))],
    factsSource: [...sourceTexts(facts), `Catalog of ${catalog.date}`].join(". ") + ".",
  };
}

async function load(
  source: PanelSource,
  asked: Asked,
  progress: (text: string) => void,
  { live, log }: PanelContext,
) {
  if (source.kind === "image") {
    const allowed = onlineOf(live);
    progress(progressText(source.reference, allowed));
    return loadImage(source.reference, asked, allowed, (line) => log.info(line));
  }
  const uri = vscode.Uri.parse(source.uri);
  progress(`Reading ${nameOf(uri)}…`);
  if (source.kind === "file") {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return evidenceOfFile(vscode.workspace.asRelativePath(uri), bytes, asked);
  }
  if (uri.scheme !== "file")
    throw new EvidenceProblem("An OCI layout is read from a disk only, and this one is elsewhere.");
  return loadLayout(uri.fsPath, asked);
}

function progressText(reference: string, online: Online): string {
  if (isOnDisk(reference)) return `Reading ${reference}…`;
  if (online !== "allowed") return "Looking into the cache…";
  return `Asking ${parseReference(reference)?.registry ?? reference}…`;
}

function onlineOf(live: PanelContext["live"]): Online {
  if (!vscode.workspace.isTrusted) return "untrusted";
  return live.permission() === "never" ? "never" : "allowed";
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
