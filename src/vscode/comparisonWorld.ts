import * as vscode from "vscode";
import { dayOf, familiesFrom } from "../harden/families";
import type { PanelSource } from "../protocol";
import type { ContentSource } from "../registry/source";
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
  const contentOf = (source: PanelSource): ContentSource | null =>
    source.kind === "image"
      ? worldOf((line) => log.info(line), onlineOf(live)).open(source.reference).source
      : openPlaced(source);
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
        const trusting = await trustingFor(source);
        const asked = { platform, isRefresh: false, signal, trusting };
        const evidence = await loadSource(source, asked, progress, context);
        return await knownSide(source, evidence, signal);
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
