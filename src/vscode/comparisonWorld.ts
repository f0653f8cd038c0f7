import * as vscode from "vscode";
import { dayOf, familiesFrom } from "../harden/families";
import type { PanelSource } from "../protocol";
import type { ContentSource } from "../registry/source";
import type { ShownEvidence } from "../view/evidence";
import {
  catalogFacts,
  catalogSide,
  isOutOfReach,
  sideOf,
  suggestionsFor,
} from "./comparisonLoading";
import { isOnDisk, openStored, worldOf } from "./evidenceLoading";
import { mirrorsOf, words } from "./lintSettings";
import type { ComparisonWorld } from "./panelComparison";
import { namedSource, onlineOf, pathOf, sourceAt, type PanelContext } from "./panelSources";

/**
 * What a comparison needs of the editor, but for its page.
 *
 * @param load gets and verifies evidence as a panel does
 */
export function createComparisonWorld(
  { readCatalog, live, log }: PanelContext,
  load: (
    source: PanelSource,
    progress: (text: string) => void,
    signal: AbortSignal,
  ) => Promise<ShownEvidence>,
): Pick<ComparisonWorld, "suggestions" | "knownSide" | "loadSide" | "chooseFile" | "openMarkdown"> {
  const factsOf = async (source: PanelSource) =>
    source.kind === "image" ? catalogFacts(source.reference, await readCatalog()) : null;
  const contentOf = (source: PanelSource): ContentSource | null => {
    if (source.kind === "file") return null;
    return source.kind === "image"
      ? worldOf((line) => log.info(line), onlineOf(live)).open(source.reference).source
      : openStored({ kind: source.kind, path: pathOf(source) });
  };
  const knownSide: ComparisonWorld["knownSide"] = async (source, evidence, signal) => {
    const facts = await factsOf(source);
    if (evidence === null) return catalogSide(nameOf(source), facts, null);
    const isQuiet =
      source.kind === "image" && onlineOf(live) !== "allowed" && !isOnDisk(source.reference);
    return sideOf(nameOf(source), evidence, contentOf(source), facts, isQuiet, signal);
  };
  return {
    knownSide,
    loadSide: async (given, progress, signal) => {
      const { platform } = given;
      const source = given.kind === "image" ? { ...namedSource(given.reference), platform } : given;
      try {
        return await knownSide(source, await load(source, progress, signal), signal);
      } catch (error) {
        const facts = await factsOf(source);
        if (facts === null || !isOutOfReach(error)) throw error;
        return catalogSide(nameOf(source), facts, error.message);
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

function nameOf(source: PanelSource): string {
  return source.kind === "image"
    ? source.reference
    : vscode.workspace.asRelativePath(vscode.Uri.parse(source.uri));
}
