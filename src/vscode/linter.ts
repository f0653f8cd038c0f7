import * as vscode from "vscode";
import type { Catalog } from "../image/catalog";
import { lint } from "../lint/lint";
import type { LintRequest, LintResult } from "../lint/result";
import { kindOf } from "./documents";
import type { SurroundingsReader } from "./surroundings";

/** A document's text as it was linted. */
export interface Linted {
  readonly version: number;
  readonly text: string;
  /** Without swaps among the fixes: nobody who types waits for those. */
  readonly result: LintResult;
  /** What the result is the answer to. */
  readonly request: LintRequest;
}

export interface Linter {
  /** Lints the current text; asked again for the same version it answers from memory. Null: switched off. */
  lint(document: vscode.TextDocument): Promise<Linted | null>;
  /** What a lint of the text of a file is asked, by the file's name; null: switched off. */
  requestOf(file: vscode.Uri, text: string): Promise<LintRequest | null>;
  /** Lints a text as that of a Dockerfile. */
  lintText(file: vscode.Uri, text: string): Promise<LintResult | null>;
}

type Kind = ReturnType<typeof kindOf>;

/** Joins text, catalog, settings and the files around it. */
export function createLinter(
  surroundings: SurroundingsReader,
  readCatalog: () => Promise<Catalog | null>,
  log: vscode.LogOutputChannel,
): Linter & vscode.Disposable {
  let known = new WeakMap<vscode.TextDocument, Linted>();
  const changed = surroundings.onDidChange(() => (known = new WeakMap()));

  /** @param textOf Called when all else is there, so that the text is the newest. */
  const requestWith = async (file: vscode.Uri, kind: Kind, textOf: () => string) => {
    const [around, catalog, harden] = await Promise.all([
      surroundings.of(file),
      readCatalog(),
      import("./harden.js"),
    ]);
    if (around === null) return null;
    const readServices =
      kind === null || kind === "dockerfile" ? null : await harden.serviceReader(file, kind);
    const text = textOf();
    const known = {
      text,
      catalog: catalog && harden.withMirrors(catalog, around.settings.mirrors),
      choose: harden.chooseCounterparts,
      today: new Date(),
      ...around,
    };
    const services = readServices === null ? null : harden.serviceText(readServices(text));
    const request: LintRequest = services === null ? known : { ...known, services };
    return { request, services, harden };
  };
  const lintWith = async (file: vscode.Uri, kind: Kind, textOf: () => string) => {
    const asked = await requestWith(file, kind, textOf);
    if (asked === null) return null;
    const { request, services, harden } = asked;
    const start = performance.now();
    const result = services === null ? lint(request) : harden.lintServices(request, services);
    const tookMs = (performance.now() - start).toFixed(1);
    log.debug(`${file.toString(true)}: ${result.findings.length} findings in ${tookMs} ms`);
    return { request, result };
  };

  return {
    async lint(document) {
      const last = known.get(document);
      if (last?.version === document.version) return last;
      const memory = known;
      let version = document.version;
      const found = await lintWith(document.uri, kindOf(document), () => {
        version = document.version;
        return document.getText();
      });
      if (found === null) return null;
      const linted = { version, text: found.request.text, ...found };
      memory.set(document, linted);
      return linted;
    },
    requestOf: async (file, text) =>
      (await requestWith(file, kindOf({ languageId: "", uri: file }), () => text))?.request ?? null,
    lintText: async (file, text) =>
      (await lintWith(file, "dockerfile", () => text))?.result ?? null,
    dispose: () => changed.dispose(),
  };
}
