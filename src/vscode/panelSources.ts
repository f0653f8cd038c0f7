import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Catalog } from "../image/catalog";
import { parseReference } from "../image/reference";
import { dayOf } from "../harden/families";
import type { PanelSource } from "../protocol";
import { parseArchiveReference } from "../registry/archive";
import { parseLayoutReference } from "../registry/layoutReference";
import type { ContentSource } from "../registry/source";
import type { ShownEvidence } from "../view/evidence";
import { catalogFacts } from "./comparisonLoading";
import {
  checkSize,
  EvidenceProblem,
  evidenceOfFile,
  isOnDisk,
  loadImage,
  loadStored,
  openStored,
  sizeText,
  type Asked,
  type Online,
} from "./evidenceLoading";
import { exists, folderOf, nameOf } from "./files";
import { factLines, kindText, sourceTexts } from "./imageText";
import type { LiveImages } from "./liveImages";
import { plain } from "./markdown";
import type { PanelWorld } from "./panelSession";

/** What the panels need of the extension. */
export interface PanelContext {
  readonly extension: vscode.Uri;
  readonly readCatalog: () => Promise<Catalog | null>;
  readonly live: Pick<LiveImages, "permission">;
  readonly log: vscode.LogOutputChannel;
}

/** A source that lies on a disk or in a virtual file system. */
type Placed = Exclude<PanelSource, { readonly kind: "image" }>;

/** What a name means that a person typed or a Dockerfile has: an image, or what `oci:`, `archive:` and `file:` name. */
export function namedSource(name: string): PanelSource {
  if (name.startsWith("file:")) return placed("file", fileAt(name.slice("file:".length)));
  const layout = name.startsWith("oci:") ? parseLayoutReference(name.slice("oci:".length)) : null;
  const archive = name.startsWith("archive:")
    ? parseArchiveReference(name.slice("archive:".length))
    : null;
  if (layout !== null && layout.tag === null)
    return { ...placed("layout", fileAt(layout.folder)), digest: layout.digest };
  if (archive !== null && archive.tag === null)
    return { ...placed("archive", fileAt(archive.file)), digest: archive.digest };
  // A tag is looked up anew each time, so it stays part of the name.
  const reference =
    layout !== null
      ? `oci:${fileAt(layout.folder).fsPath}:${layout.tag ?? ""}`
      : archive !== null
        ? `archive:${fileAt(archive.file).fsPath}:${archive.tag ?? ""}`
        : name;
  return { kind: "image", reference, platform: null };
}

/** A path as it is typed: beside the open folder, and below the home folder where it begins with `~/`. */
function fileAt(written: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const from = folder?.uri.scheme === "file" ? folder.uri.fsPath : os.homedir();
  const whole = written.startsWith("~/") ? path.join(os.homedir(), written.slice(2)) : written;
  return vscode.Uri.file(path.resolve(from, whole));
}

/**
 * What a file or folder of the explorer is: an OCI layout, where it is the folder of one or a file that marks it; an
 * archive by its name; else a file of evidence.
 *
 * @throws EvidenceProblem for a folder, or an `index.json`, that is of no layout
 */
export async function sourceAt(file: vscode.Uri): Promise<PanelSource> {
  const name = nameOf(file);
  if (/\.(?:tar|tar\.gz|tgz)$/i.test(name)) return placed("archive", file);
  if (name === "oci-layout" || name === "index.json") return layoutAt(folderOf(file));
  return (await isFolder(file)) ? layoutAt(file) : placed("file", file);
}

async function layoutAt(folder: vscode.Uri): Promise<PanelSource> {
  const has = (name: string) => exists(vscode.Uri.joinPath(folder, name));
  if (await has("oci-layout")) return placed("layout", folder);
  throw new EvidenceProblem(
    `${plain(vscode.workspace.asRelativePath(folder))} is no OCI layout: it has no file oci-layout. docker buildx build --output type=oci,tar=false,dest=FOLDER writes one.`,
  );
}

function placed(kind: Placed["kind"], uri: vscode.Uri): Placed {
  return { kind, uri: uri.toString(), platform: null, digest: null };
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

/** One panel for each source as it was asked for, whatever platform or image is chosen in it later. */
export function keyOf(source: PanelSource): string {
  return source.kind === "image"
    ? `image ${source.reference}`
    : `${source.kind} ${source.uri} ${source.digest ?? ""}`;
}

export function titleOf(source: PanelSource): string {
  const name = source.kind === "image" ? source.reference : nameOf(vscode.Uri.parse(source.uri));
  return plain(`Evidence: ${name.slice(name.lastIndexOf("/") + 1).slice(0, 80)}`);
}

/** How a source is called in a panel: an image as it was asked for, a file by its path in the workspace. */
export function shownName(source: PanelSource): string {
  return source.kind === "image"
    ? source.reference
    : vscode.workspace.asRelativePath(vscode.Uri.parse(source.uri));
}

/** What the catalog says of the image, without asking anybody. */
export async function knownOf(
  source: PanelSource,
  { readCatalog }: PanelContext,
): ReturnType<PanelWorld["known"]> {
  const name = shownName(source);
  if (source.kind !== "image") return { name, facts: [], factsSource: null };
  const catalog = await readCatalog();
  const facts = catalogFacts(name, catalog);
  if (facts === null || catalog === null) return { name, facts: [], factsSource: null };
  return {
    name,
    facts: [{ label: "What it is", text: kindText(facts) }, ...factLines(facts, dayOf(new Date()))],
    factsSource: [...sourceTexts(facts), `Catalog of ${catalog.date}`].join(". ") + ".",
  };
}

/**
 * What the images of a layout or archive are read from; null for all else. A packed archive is unpacked once for all
 * that is read through it, so it is opened once for each look; later its file may be another one.
 */
export function openPlaced(source: PanelSource): ContentSource | null {
  if (source.kind === "image" || source.kind === "file") return null;
  return openStored({ kind: source.kind, path: pathOf(source) });
}

/**
 * Gets and verifies the evidence of a source.
 *
 * @param opened of a layout or archive, see `openPlaced`
 */
export async function loadSource(
  source: PanelSource,
  asked: Asked,
  progress: (text: string) => void,
  { live, log }: PanelContext,
  opened = openPlaced(source),
): Promise<ShownEvidence> {
  if (source.kind === "image") {
    const allowed = onlineOf(live);
    progress(progressText(source.reference, allowed));
    return loadImage(source.reference, asked, allowed, (line) => log.info(line));
  }
  const uri = vscode.Uri.parse(source.uri);
  if (opened === null) return loadFile(uri, asked, progress);
  progress(`Reading ${nameOf(uri)}…`);
  return loadStored(opened, source.digest, asked);
}

/** A size is known before a byte is read: what is too large never comes into memory. */
async function loadFile(
  uri: vscode.Uri,
  asked: Asked,
  progress: (text: string) => void,
): Promise<ShownEvidence> {
  const { size } = await vscode.workspace.fs.stat(uri);
  checkSize(size);
  progress(`Reading ${nameOf(uri)}, ${sizeText(size)}…`);
  const bytes = await vscode.workspace.fs.readFile(uri);
  asked.signal.throwIfAborted();
  return evidenceOfFile(vscode.workspace.asRelativePath(uri), bytes, asked);
}

/**
 * Where a layout or archive is on a disk.
 *
 * @throws EvidenceProblem where it is elsewhere
 */
function pathOf(source: Placed): string {
  const uri = vscode.Uri.parse(source.uri);
  if (uri.scheme === "file") return uri.fsPath;
  const what = source.kind === "layout" ? "An OCI layout" : "An archive";
  throw new EvidenceProblem(`${what} is read from a disk only, and this one is elsewhere.`);
}

function progressText(reference: string, online: Online): string {
  if (isOnDisk(reference)) return `Reading ${reference}…`;
  if (online !== "allowed") return "Looking into the cache…";
  return `Asking ${parseReference(reference)?.registry ?? reference}…`;
}

/** Whether registries may be asked now. */
export function onlineOf(live: PanelContext["live"]): Online {
  if (!vscode.workspace.isTrusted) return "untrusted";
  return live.permission() === "never" ? "never" : "allowed";
}
