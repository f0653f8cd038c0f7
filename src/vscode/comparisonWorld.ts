import * as vscode from "vscode";
import { dayOf, familiesFrom } from "../harden/families";
import type { PanelSource } from "../protocol";
import type { ContentSource } from "../registry/source";
import type { ComparedImage } from "../view/comparedImage";
import type { ShownEvidence } from "../view/evidence";
import {
  catalogFacts,
  catalogSide,
  isOutOfReach,
  sideOf,
  suggestionsFor,
} from "./comparisonLoading";
import { isOnDisk, worldOf } from "./evidenceLoading";
import { trustingFor } from "./evidenceTrust";
import { mirrorsOf, words } from "./lintSettings";
import type { ComparisonWorld } from "./panelComparison";
import {
  loadSource,
  namedSource,
  onlineOf,
  openPlaced,
  shownName,
  sourceAt,
  type PanelContext,
} from "./panelSources";

/** What a comparison needs of the editor, but for its page. */
export function createComparisonWorld(
  context: PanelContext,
): Pick<ComparisonWorld, "suggestions" | "knownSide" | "loadSide" | "chooseFile" | "openMarkdown"> {
  const { readCatalog, live, log } = context;
  const factsOf = async (source: PanelSource) =>
    source.kind === "image" ? catalogFacts(source.reference, await readCatalog()) : null;
  /** @param opened what an image of a layout or archive is read from, see `openPlaced` */
  const sideWith = async (
    source: PanelSource,
    evidence: ShownEvidence,
    opened: ContentSource | null,
    signal: AbortSignal,
  ): Promise<ComparedImage> => {
    const isImage = source.kind === "image";
    const content = isImage
      ? worldOf((line) => log.info(line), onlineOf(live)).open(source.reference).source
      : opened;
    const isQuiet = isImage && onlineOf(live) !== "allowed" && !isOnDisk(source.reference);
    const facts = await factsOf(source);
    return sideOf(shownName(source), evidence, content, facts, isQuiet, signal);
  };
  return {
    knownSide: async (source, evidence, signal) =>
      evidence === null
        ? catalogSide(shownName(source), await factsOf(source), null)
        : sideWith(source, evidence, openPlaced(source), signal),
    loadSide: async (given, progress, signal) => {
      const { platform } = given;
      const source = given.kind === "image" ? { ...namedSource(given.reference), platform } : given;
      try {
        const trusting = await trustingFor(source);
        const asked = { platform, isRefresh: false, signal, trusting };
        const opened = openPlaced(source);
        const evidence = await loadSource(source, asked, progress, context, opened);
        return { image: await sideWith(source, evidence, opened, signal), evidence };
      } catch (error) {
        const facts = await factsOf(source);
        if (facts === null || !isOutOfReach(error)) throw error;
        return { image: catalogSide(shownName(source), facts, error.message), evidence: null };
      }
    },
    suggestions: async (source) => {
      if (source.kind !== "image") return [];
      const settings = vscode.workspace.getConfiguration("drydock");
      const families = familiesFrom(
        String(settings.get("family")),
        words(settings.get("families")),
      );
      const { good } = mirrorsOf(settings.get("mirrors"));
      const catalog = await readCatalog();
      return suggestionsFor(source.reference, catalog, families, good, dayOf(new Date()));
    },
    chooseFile: async () => {
      const [file] =
        (await vscode.window.showOpenDialog({
          title: "Compare With",
          openLabel: "Compare",
          filters: { "Images and lists of packages": fileTypes, "All files": ["*"] },
        })) ?? [];
      return file === undefined ? null : sourceAt(file);
    },
    openMarkdown: async (content) => {
      const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
      await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    },
  };
}

const fileTypes = ["json", "xml", "spdx", "cdx", "jsonl", "sigstore", "tar", "tgz", "gz"];
