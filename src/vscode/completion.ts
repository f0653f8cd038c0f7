import * as vscode from "vscode";
import { dayOf } from "../harden/families";
import type { Catalog } from "../image/catalog";
import { familiarReference, parseReference } from "../image/reference";
import { isDockerfile } from "./documents";
import { completionsAt, type Completion } from "./imageCompletions";
import { factsText } from "./imageHoverText";
import type { Linter } from "./linter";
import { newestTag } from "./tagOrder";

/** An image, described when it is looked at. */
class ImageItem extends vscode.CompletionItem {
  constructor(
    { label, description }: Completion,
    kind: vscode.CompletionItemKind,
    readonly describe: () => string | null,
  ) {
    super({ label, description }, kind);
  }
}

/** Names and tags of images, while FROM or COPY --from is written. */
export async function provideCompletions(
  linter: Linter,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionList | null> {
  if (!isDockerfile(document)) return null;
  const linted = await linter.lint(document);
  if (linted === null || linted.version !== document.version) return null;
  const { request } = linted;
  const found = completionsAt(request, document.lineAt(position.line).text, position);
  if (found === null) return null;
  const { start, end, isCut } = found;
  const inserting = new vscode.Range(position.line, start, position.line, position.character);
  const replacing = inserting.with({ end: position.with({ character: end }) });
  const typed = document.getText(inserting);
  const items = found.items.map((completion, index) => {
    const kind = completion.isName
      ? vscode.CompletionItemKind.Module
      : vscode.CompletionItemKind.Value;
    const describe = (): string | null => description(request.catalog, completion, request.today);
    const item = new ImageItem(completion, kind, describe);
    item.insertText = completion.insert;
    item.range = { inserting, replacing };
    item.sortText = String(index).padStart(5, "0");
    // Names are chosen here, and stay in this order: the editor's own order would put hardened ones last.
    if (isCut) item.filterText = typed;
    if (completion.hasEnded) item.tags = [vscode.CompletionItemTag.Deprecated];
    if (completion.isName) {
      const title = "Choose a tag";
      item.command = { title, command: "editor.action.triggerSuggest" };
    }
    return item;
  });
  return new vscode.CompletionList(items, isCut);
}

export function resolveCompletion(item: vscode.CompletionItem): vscode.CompletionItem {
  const text = item instanceof ImageItem ? item.describe() : null;
  if (text !== null) item.documentation = new vscode.MarkdownString(text);
  return item;
}

function description(
  catalog: Catalog | null,
  { reference, isName }: Completion,
  today: Date,
): string | null {
  const parsed = parseReference(reference);
  if (parsed === null || catalog === null) return null;
  const listed = isName ? catalog.images(`${parsed.registry}/${parsed.path}`) : [];
  // A name alone is described by its newest tag.
  const tag = newestTag(listed.flatMap(({ tags }) => tags)) ?? parsed.tag;
  const facts = catalog.lookup({ ...parsed, tag });
  if (facts === null) return null;
  return factsText(familiarReference({ ...parsed, tag }), facts, dayOf(today));
}
