import type { ComponentDetail } from "./view/componentDetail";
import type { ComponentPage, ComponentQuery } from "./view/componentTable";
import type { TreePage, TreeSpan } from "./view/dependencyTree";
import type { ComparisonRow, ComparisonQuery } from "./view/comparisonTable";
import type { ComparisonSuggestion, ComparisonView } from "./view/comparisonView";
import type { InputRow } from "./view/inputTable";
import type { OpenedKind } from "./view/openedFiles";
import type { Overview } from "./view/overview";
import type { ProvenanceView } from "./view/provenance";
import type { RowPage } from "./view/rows";
import type { VexDetail } from "./view/vexDetail";
import type { VexQuery, VexRow } from "./view/vexTable";
import type { VulnerabilityDetail } from "./view/vulnerabilityDetail";
import type { VulnerabilityQuery, VulnerabilityRow } from "./view/vulnerabilityTable";

/** What the page may ask of the host. The host owns all data; the page keeps only how it is looked at. */
export interface Requests {
  /** The page is there: answered with what is known so far. */
  open: { readonly params: null; readonly result: Opened };
  /** At most 200 rows of the list of a statement. */
  components: {
    readonly params: {
      readonly statement: number;
      readonly query: ComponentQuery;
      readonly from: number;
      readonly count: number;
    };
    readonly result: ComponentPage;
  };
  component: {
    readonly params: { readonly statement: number; readonly index: number };
    readonly result: ComponentDetail | null;
  };
  /** At most 200 of what a component needs, null for the top of the tree; null where the list says nothing of it. */
  dependencies: {
    readonly params: {
      readonly statement: number;
      readonly parent: number | null;
      readonly from: number;
      readonly count: number;
    };
    readonly result: TreePage | null;
  };
  /**
   * Which places below components have a name that begins so: one answer for each parent, of which null is the top;
   * null where the list says nothing of what needs what.
   */
  dependenciesNamed: {
    readonly params: {
      readonly statement: number;
      readonly parents: readonly (number | null)[];
      readonly start: string;
    };
    readonly result: readonly TreeSpan[] | null;
  };
  /** The way down the tree to a component, by the place of each step; empty where there is none. */
  dependencyPath: {
    readonly params: { readonly statement: number; readonly index: number };
    readonly result: readonly number[];
  };
  provenance: {
    readonly params: { readonly statement: number };
    readonly result: ProvenanceView | null;
  };
  /** At most 200 of what went into a build. */
  inputs: {
    readonly params: {
      readonly statement: number;
      readonly filter: string;
      readonly from: number;
      readonly count: number;
    };
    readonly result: RowPage<InputRow>;
  };
  /** At most 200 statements on vulnerabilities. */
  vex: {
    readonly params: { readonly query: VexQuery; readonly from: number; readonly count: number };
    readonly result: RowPage<VexRow>;
  };
  vexStatement: { readonly params: { readonly index: number }; readonly result: VexDetail | null };
  /** Asks the person whether to trust the signer from now on, or for the key that signed; ends when they have answered. */
  trustSigner: { readonly params: null; readonly result: null };
  /** Writes the components of a statement to a file that the person chooses. Ends when it is there, or nothing was chosen. */
  exportComponents: {
    readonly params: { readonly statement: number; readonly query: ComponentQuery };
    /** Whether it was written. */
    readonly result: boolean;
  };
  /** At most 200 of the vulnerabilities that somebody found. */
  vulnerabilities: {
    readonly params: {
      readonly query: VulnerabilityQuery;
      readonly from: number;
      readonly count: number;
    };
    readonly result: RowPage<VulnerabilityRow>;
  };
  vulnerability: {
    readonly params: { readonly index: number };
    readonly result: VulnerabilityDetail | null;
  };
  /** Lets the person choose the reports of scanners, or VEX. Ends when they were read, or none was chosen. */
  openFiles: { readonly params: { readonly kind: OpenedKind }; readonly result: null };
  /** Takes away what was opened so. */
  closeFile: { readonly params: OpenedFile; readonly result: null };
  /** Asks osv.dev about the packages of the SBOM. Ends when the answer is there. */
  askOsv: { readonly params: null; readonly result: null };
  /** Opens the Dockerfile that a provenance holds. */
  openDockerfile: { readonly params: { readonly statement: number }; readonly result: null };
  /** Compares the image with another one. Ends when the answer is there. */
  compare: { readonly params: { readonly other: PanelSource }; readonly result: null };
  /** The same with a file that the person chooses. Ends at once where none is chosen. */
  compareFile: { readonly params: null; readonly result: null };
  /** Asks osv.dev about the packages of both images. Ends when the answers are there. */
  askOsvOfBoth: { readonly params: null; readonly result: null };
  stopComparing: { readonly params: null; readonly result: null };
  /** At most 200 of the packages that differ. */
  comparedPackages: {
    readonly params: {
      readonly query: ComparisonQuery;
      readonly from: number;
      readonly count: number;
    };
    readonly result: RowPage<ComparisonRow>;
  };
  /** Puts the comparison on the clipboard, as Markdown for a pull request. */
  copyComparison: { readonly params: null; readonly result: null };
  /** Opens the same in an editor. */
  openComparison: { readonly params: null; readonly result: null };
  /** Asks the source again, for another platform where one is named. Ends when the answer is there. */
  refresh: { readonly params: { readonly platform: string | null }; readonly result: null };
  /** Shows another image of a layout or archive. */
  choose: { readonly params: { readonly digest: string }; readonly result: null };
  /** Stops what is going on. */
  cancel: { readonly params: null; readonly result: null };
  /** Puts text on the clipboard: what was shown as it is, or a value of the host's own as it was found. */
  copy: { readonly params: { readonly text: string }; readonly result: null };
  /** Opens a statement in an editor. */
  openRaw: {
    readonly params: { readonly statement: number; readonly form: RawForm };
    readonly result: null;
  };
  /** Opens an address in the browser after the person was asked. */
  openLink: { readonly params: { readonly url: string }; readonly result: null };
}

export type RawForm = "found" | "decoded";

export interface Opened {
  readonly overview: Overview;
  readonly comparison: PanelComparison;
  readonly memory: PanelMemory;
}

/** What the page keeps for the host, which brings the panel back by it after a reload: always the whole. */
export interface PanelMemory {
  readonly source: PanelSource;
  /** Null where nothing was opened or asked. */
  readonly beside: PanelBeside | null;
}

/** What the person had opened or asked beside the evidence. */
export interface PanelBeside {
  /** The digest of the manifest for which they did; null where the panel is about a file. */
  readonly manifest: string | null;
  readonly files: readonly OpenedFile[];
  /** Whether osv.dev was asked, and answered. */
  readonly isOsvAsked: boolean;
}

/** A file that was opened beside the evidence, and as what. */
export interface OpenedFile {
  readonly kind: OpenedKind;
  readonly uri: string;
}

/** What a panel's image is compared with: a whole, never a change to one before. */
export interface PanelComparison {
  /** The hardened images that could take its place, best first. */
  readonly suggestions: readonly ComparisonSuggestion[];
  /** The name of the image without tag and digest, so that another tag can be named; null where it has none. */
  readonly repository: string | null;
  /** What was looked at before this, in another panel; null where nothing was. */
  readonly previous: NamedSource | null;
  /** Null where nobody chose one yet. */
  readonly other: PanelSource | null;
  /** When it was asked for outside of the page, which then shows it: milliseconds since 1970; null where it was not. */
  readonly askedAt: number | null;
  /** What is being done, as a sentence; null when all is there. */
  readonly progress: string | null;
  /** What stands in the way, as a sentence; null where nothing does. */
  readonly notice: string | null;
  /** Whether osv.dev may be asked about the packages of both, and was not yet. */
  readonly canAskOsv: boolean;
  /** The last answer; null while there is none. */
  readonly view: ComparisonView | null;
}

/** A source, and how it is called. */
export interface NamedSource {
  readonly source: PanelSource;
  readonly name: string;
}

/** What a panel is about. */
export type PanelSource =
  | { readonly kind: "image"; readonly reference: string; readonly platform: string | null }
  | {
      readonly kind: "layout" | "archive" | "file";
      readonly uri: string;
      readonly platform: string | null;
      /** Of the image that was chosen among several; null where none was. */
      readonly digest: string | null;
    };

export type Method = keyof Requests;

/** What answers the page. The signal ends when the page no longer waits. */
export type Handlers = {
  readonly [M in Method]: (
    params: Requests[M]["params"],
    signal: AbortSignal,
  ) => Promise<Requests[M]["result"]>;
};

export type ToHost =
  | { readonly kind: "ask"; readonly id: number; readonly method: Method; readonly params: unknown }
  | { readonly kind: "abort"; readonly id: number };

export type ToPage =
  | { readonly kind: "answer"; readonly id: number; readonly result: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly message: string }
  /** All of it, so that a page which missed others is up to date again. */
  | { readonly kind: "overview"; readonly overview: Overview }
  | { readonly kind: "memory"; readonly memory: PanelMemory }
  | { readonly kind: "comparison"; readonly comparison: PanelComparison };
