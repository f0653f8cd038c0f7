import type { EvidenceItem } from "../verify/item";
import { counted, shownText } from "./text";

/** As what a person may open a file beside the evidence: the report of a scanner, or VEX. */
export type OpenedKind = "scan" | "vex";

/** A file that the person opened beside the evidence, as it is listed. */
export interface OpenedRow {
  readonly kind: OpenedKind;
  /** Its address, by which it is closed again. */
  readonly uri: string;
  readonly name: string;
  /** `3 statements` */
  readonly about: string;
}

/** @param items what the file holds of its kind, at least one */
export function openedRow(
  kind: OpenedKind,
  uri: string,
  items: readonly EvidenceItem[],
): OpenedRow {
  const documents = items.flatMap((item) => item.documents);
  const count = documents.reduce((sum, document) => sum + countIn(document), 0);
  const about = counted(count, kind === "vex" ? "statement" : "finding");
  return { kind, uri, name: shownText(items[0]?.location ?? ""), about };
}

function countIn(document: EvidenceItem["documents"][number]): number {
  if (document.kind === "vex") return document.vex.statements.length;
  return document.kind === "scan" ? document.scan.findings.length : 0;
}
