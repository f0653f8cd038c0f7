import type { Sbom } from "../attestations/sbom/model";
import type { Provenance } from "../attestations/provenance/model";
import type { Handlers, RawForm } from "../protocol";
import type { EvidenceItem } from "../verify/item";
import { createComponentTable, type ComponentTable } from "../view/componentTable";
import { componentVex, type ComponentVex } from "../view/componentVex";
import { sbomOf, type ShownEvidence } from "../view/evidence";
import { createInputTable, type InputTable } from "../view/inputTable";
import { provenanceOf, provenanceView } from "../view/provenance";
import { decodedOf } from "../view/statementRow";
import { createVexTable, type VexTable } from "../view/vexTable";

/** The evidence of a panel, with the tables that its rows come from: replaced as a whole. */
export interface PanelEvidence {
  readonly evidence: ShownEvidence;
  /** VEX that the person opened beside it. */
  readonly openedVex: readonly EvidenceItem[];
  /** By the place of their statement. */
  readonly components: ReadonlyMap<number, ComponentTable>;
  readonly vex: VexTable | null;
}

/** A piece of evidence to be read as it is. */
export interface Raw {
  readonly item: EvidenceItem;
  readonly form: RawForm;
  readonly bytes: Uint8Array;
}

/** A list of components to be written to a file. */
export interface SbomExport {
  /** What the panel is about: an image or a file, as it was asked for. */
  readonly source: string;
  readonly item: EvidenceItem;
  readonly sbom: Sbom;
  /** Those that are shown: places in its components, in the order in which they are shown. */
  readonly chosen: readonly number[];
  /** How many could be shown. */
  readonly total: number;
  /** What is said of each. */
  readonly vex: ReadonlyMap<number, readonly ComponentVex[]>;
}

/** What opens in editors of their own, or is written to files. */
export interface OpensTexts {
  /** Lets the person choose how and where, and writes it; false where nothing was written. */
  exportSbom(wanted: SbomExport): Promise<boolean>;
  /** Opens a text in an editor; `name` is for its tab. */
  openRaw(raw: Raw): Promise<void>;
  /** Opens a Dockerfile that came with evidence; `digest` is of that evidence. */
  openDockerfile(text: string, digest: string): Promise<void>;
}

/**
 * The tables of evidence that was found.
 *
 * @param openedVex VEX that the person opened beside it
 */
export function panelEvidence(
  evidence: ShownEvidence,
  openedVex: readonly EvidenceItem[],
): PanelEvidence {
  const { items } = evidence.result;
  const whole = withOpened({ evidence, openedVex });
  const components = items.flatMap((item, index) => {
    const sbom = sbomOf(item);
    return sbom === null
      ? []
      : [[index, createComponentTable(sbom, componentVex(sbom, whole))] as const];
  });
  const vex = createVexTable(whole.result.items);
  return { evidence, openedVex, components: new Map(components), vex };
}

/** Evidence as if what was opened had been found with it: its places come behind all others. */
function withOpened({
  evidence,
  openedVex,
}: Pick<PanelEvidence, "evidence" | "openedVex">): ShownEvidence {
  const { result } = evidence;
  return { ...evidence, result: { ...result, items: [...result.items, ...openedVex] } };
}

/**
 * Answers what the page asks of one piece of evidence, or of all.
 *
 * @param now what is shown at the moment; null while there is none
 */
export function evidenceAnswers(
  now: () => PanelEvidence | null,
  world: OpensTexts,
): Pick<
  Handlers,
  | "components"
  | "exportComponents"
  | "dependencies"
  | "dependenciesNamed"
  | "dependencyPath"
  | "component"
  | "provenance"
  | "inputs"
  | "vex"
  | "vexStatement"
  | "openDockerfile"
  | "openRaw"
> {
  const inputTables = new WeakMap<Provenance, InputTable>();
  const there = (): PanelEvidence => {
    const shown = now();
    if (shown === null) throw new Error(gone);
    return shown;
  };
  const itemAt = (index: number): EvidenceItem => {
    const item = there().evidence.result.items[index];
    if (item === undefined) throw new Error(gone);
    return item;
  };
  const rawAt = (index: number, form: RawForm): Raw => {
    const item = itemAt(index);
    const { found } = there().evidence;
    const bytes = form === "found" ? (found.get(item.digest) ?? null) : decodedOf(item, found);
    if (bytes === null) throw new Error("This piece of evidence could not be had.");
    return { item, form, bytes };
  };
  const provenanceAt = (index: number): Provenance => {
    const provenance = provenanceOf(itemAt(index));
    if (provenance === null) throw new Error(gone);
    return provenance;
  };
  const inputsAt = (index: number): InputTable => {
    const provenance = provenanceAt(index);
    const table = inputTables.get(provenance) ?? createInputTable(provenance.inputs);
    inputTables.set(provenance, table);
    return table;
  };
  const tableAt = (index: number): ComponentTable => {
    const table = there().components.get(index);
    if (table === undefined) throw new Error(gone);
    return table;
  };
  return {
    components: async ({ statement, query, from, count }) =>
      Promise.resolve(tableAt(statement).page(query, from, count)),
    exportComponents: async ({ statement, query }) => {
      const { evidence } = there();
      const item = itemAt(statement);
      const sbom = sbomOf(item);
      const table = tableAt(statement);
      if (sbom === null) throw new Error(gone);
      return world.exportSbom({
        source: evidence.image?.source ?? item.location,
        item,
        sbom,
        chosen: table.chosen(query),
        total: table.total,
        vex: componentVex(sbom, withOpened(there())),
      });
    },
    dependencies: async ({ statement, parent, from, count }) =>
      Promise.resolve(tableAt(statement).tree()?.page(parent, from, count) ?? null),
    dependenciesNamed: async ({ statement, parents, start }) => {
      const tree = tableAt(statement).tree();
      return Promise.resolve(
        tree === null ? null : parents.map((parent) => tree.named(parent, start)),
      );
    },
    dependencyPath: async ({ statement, index }) =>
      Promise.resolve(tableAt(statement).tree()?.path(index) ?? []),
    component: async ({ statement, index }) => Promise.resolve(tableAt(statement).detail(index)),
    provenance: async ({ statement }) => {
      const shown = now();
      return Promise.resolve(shown === null ? null : provenanceView(shown.evidence, statement));
    },
    inputs: async ({ statement, filter, from, count }) =>
      Promise.resolve(inputsAt(statement).page(filter, from, count)),
    vex: async ({ query, from, count }) => {
      const { vex } = there();
      if (vex === null) throw new Error(gone);
      return Promise.resolve(vex.page(query, from, count));
    },
    vexStatement: async ({ index }) => Promise.resolve(now()?.vex?.detail(index) ?? null),
    openDockerfile: async ({ statement }) => {
      const { dockerfile } = provenanceAt(statement);
      if (dockerfile === null) throw new Error("This provenance holds no Dockerfile.");
      await world.openDockerfile(dockerfile.text, itemAt(statement).digest);
      return null;
    },
    openRaw: async ({ statement, form }) => {
      await world.openRaw(rawAt(statement, form));
      return null;
    },
  };
}

const gone = "The evidence is another one by now.";
