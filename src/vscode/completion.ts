import * as vscode from "vscode";
import { dayOf } from "../harden/families";
import type { Catalog } from "../image/catalog";
import { familiarReference, parseReference } from "../image/reference";
import { kindOf } from "./documents";
import { completionsAt, type Completion } from "./imageCompletions";
import { placeInDockerfile, placeInServices, type ImagePlace } from "./imagePlaces";
import { factsText } from "./imageHoverText";
import type { LintRequest } from "../lint/result";
import type { Linter } from "./linter";
import { serviceReader } from "./serviceReader";
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

/** Names and tags of images, while FROM, COPY --from or the image of a compose or bake file is written. */
export async function provideCompletions(
  linter: Linter,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionList | null> {
  const linted = await linter.lint(document);
  // In a newer text the line may not be there any more.
  if (linted === null || linted.version !== document.version) return null;
  const place = await placeIn(document, linted.request, position);
  if (place === null || linted.version !== document.version) return null;
  const { catalog, today } = linted.request;
  const found = catalog === null ? null : completionsAt(place, catalog, today);
  if (found === null) return null;
  const { start, end, isCut } = found;
  const inserting = new vscode.Range(position.line, start, position.line, position.character);
  const replacing = inserting.with({ end: position.with({ character: end }) });
  const typed = document.getText(inserting);
  const items = found.items.map((completion, index) => {
    const kind = completion.isName
      ? vscode.CompletionItemKind.Module
      : vscode.CompletionItemKind.Value;
    const describe = (): string | null => description(catalog, completion, today);
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

async function placeIn(
  document: vscode.TextDocument,
  request: LintRequest,
  position: vscode.Position,
): Promise<ImagePlace | null> {
  const kind = kindOf(document);
  if (kind === null) return null;
  if (kind === "dockerfile")
    return placeInDockerfile(request, document.lineAt(position.line).text, position);
  const read = await serviceReader(document.uri, kind);
  return placeInServices(read, document.getText(), position);
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
