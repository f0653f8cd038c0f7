import * as vscode from "vscode";
import { familiarReference } from "../image/reference";
import type { Finding } from "../lint/finding";
import { imagesOf, type FileImage } from "./fileImages";
import { numberOf } from "./images";
import type { Linted } from "./linter";
import { toRange } from "./translate";

/**
 * What leads from the images at a place to their evidence: a comparison with the best of the swaps that are
 * offered for an image, which shows beforehand what the swap would change, and the evidence itself.
 *
 * @param findings those of the place, with the swaps among their fixes
 */
export function evidenceActions(
  document: vscode.TextDocument,
  { request, version }: Linted,
  range: vscode.Range,
  findings: readonly Finding[],
  diagnosticsOf: (finding: Finding) => vscode.Diagnostic[],
): vscode.CodeAction[] {
  const place = { document: numberOf(document), version };
  const action = (
    title: string,
    command: string,
    link: object,
    finding: Finding | undefined,
  ): vscode.CodeAction => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.command = { title, command, arguments: [link] };
    if (finding !== undefined) made.diagnostics = diagnosticsOf(finding);
    return made;
  };
  const images = imagesOf(request).filter(
    (image) => toRange(image.range).intersection(range) !== undefined,
  );
  return images.flatMap((image) => {
    const about = findings.filter((finding) => isOf(finding, image));
    const [first] = about;
    const at = { ...place, image: image.index };
    const actions = about.flatMap((finding) => {
      const choice = offeredChoice(image, finding);
      if (choice === null) return [];
      const { family, role } = choice.counterpart;
      const title = `What does this change? Compare with ${choice.target}`;
      return [action(title, "drydock.compareImages", { ...at, family, role }, finding)];
    });
    const { reference, isLocal } = image;
    const shown =
      reference === null || isLocal
        ? []
        : [
            action(
              `Show evidence of ${familiarReference(reference)}`,
              "drydock.showEvidence",
              at,
              first,
            ),
          ];
    return [...actions.slice(0, 1), ...shown];
  });
}

function isOf({ range: { start } }: Finding, { range }: FileImage): boolean {
  return range.start.line === start.line && range.start.character === start.character;
}

/** The best counterpart that nothing blocks and that a fix of the finding swaps in. */
function offeredChoice({ choices }: FileImage, { fixes }: Finding) {
  const found = choices.find(
    ({ target, obstacles }) =>
      obstacles.length === 0 && fixes.some(({ title }) => title.startsWith(`Swap in ${target}`)),
  );
  return found ?? null;
}
