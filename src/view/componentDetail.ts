import type { Sbom } from "../attestations/sbom/model";
import { componentVexLine, type ComponentVex } from "./componentVex";
import { graphOf, type ComponentGraph } from "./componentGraph";
import type { Entry } from "./components";
import { licenceFamilyNames } from "./licences";
import { shownLines } from "./statementRow";
import { counted, shownText } from "./text";

/** All that a list says of one component. */
export interface ComponentDetail {
  readonly index: number;
  readonly title: string;
  readonly fields: readonly Field[];
  /** From what the list is about down to the component, which is the last; empty where no way leads to it. */
  readonly path: readonly ComponentLink[];
  readonly needs: Neighbours;
  readonly neededBy: Neighbours;
  /** Sentences on what is odd about it. */
  readonly marks: readonly string[];
}

export interface Field {
  readonly label: string;
  readonly text: string;
}

export interface ComponentLink {
  /** Null for what the list is about, which is no row. */
  readonly index: number | null;
  readonly text: string;
}

export interface Neighbours {
  readonly total: number;
  /** The first of them. */
  readonly shown: readonly ComponentLink[];
}

const mostShown = 50;

/** Prepares the relations of a list when the first detail is asked for; each then costs what it shows. */
export function componentDetails(
  sbom: Sbom,
  entries: readonly Entry[],
  vex: ReadonlyMap<number, readonly ComponentVex[]>,
): (index: number) => ComponentDetail | null {
  let graph: ComponentGraph | undefined;
  const byIndex = new Map<number, Entry>();
  return (index) => {
    if (byIndex.size === 0) for (const entry of entries) byIndex.set(entry.index, entry);
    const entry = byIndex.get(index);
    if (entry === undefined) return null;
    graph ??= graphOf(sbom);
    const link = linkIn(sbom);
    const neighbours = (all: readonly number[] = []): Neighbours => ({
      total: all.length,
      shown: all.slice(0, mostShown).map(link),
    });
    return {
      index,
      title: link(index).text,
      fields: [...fieldsOf(entry), ...vexLines(vex.get(index) ?? [])],
      path: pathTo(index, graph.parents).map(link),
      needs: neighbours(graph.needs.get(index)),
      neededBy: neighbours(graph.neededBy.get(index)),
      marks: marksOf(entry, sbom),
    };
  };
}

function pathTo(index: number, parents: ReadonlyMap<number, number | null>): readonly number[] {
  if (!parents.has(index)) return [];
  const path: number[] = [];
  for (let at: number | null = index; at !== null; at = parents.get(at) ?? null) path.push(at);
  return path.reverse();
}

function linkIn({ components, root, name }: Sbom): (index: number) => ComponentLink {
  return (index) => {
    const component = components[index];
    const version = component?.version == null ? "" : ` ${component.version}`;
    const text = `${component?.name ?? name ?? "the image"}${version}`;
    return { index: index === root ? null : index, text: shownText(text) };
  };
}

function fieldsOf({ component, family }: Entry): readonly Field[] {
  const { name, version, type, licenses, supplier, purl, source, hashes, id } = component;
  const licence =
    licenses.length === 0 ? null : `${licenses.join(", ")} (${licenceFamilyNames[family]})`;
  return shownLines([
    ["Name", name],
    ["Version", version],
    ["Type", type],
    ["Licence", licence],
    ["Supplier", supplier],
    ["Package URL", purl],
    ["Built from", source],
    ...[...hashes].slice(0, mostShown),
    ["Identifier", id],
  ]);
}

function vexLines(said: readonly ComponentVex[]): readonly Field[] {
  const left = said.length - mostShown;
  return [
    ...said.slice(0, mostShown).map((one) => ({ label: "VEX", text: componentVexLine(one) })),
    ...(left <= 0 ? [] : [{ label: "VEX", text: `and ${left} more` }]),
  ];
}

function marksOf(
  { index, component, twins, family }: Entry,
  { components }: Sbom,
): readonly string[] {
  const marks: string[] = [];
  if (family === "none") marks.push("The list names no licence for it.");
  const others = twins
    .filter((twin) => twin !== index)
    .map((twin) => components[twin]?.version ?? null);
  const versions = [...new Set(others)].filter((one) => one !== null && one !== component.version);
  const same = others.filter((one) => one === component.version).length;
  if (versions.length > 0) {
    const listed = versions.slice(0, 5).join(", ");
    const more = versions.length > 5 ? ` and ${versions.length - 5} more` : "";
    marks.push(shownText(`It is listed in other versions too: ${listed}${more}.`));
  }
  if (same > 0) marks.push(`It is listed ${counted(same, "more time")} in the same version.`);
  return marks;
}
