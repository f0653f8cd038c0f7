import type { Stage } from "../dockerfile/model";
import type { Range } from "../dockerfile/position";
import type { Catalog } from "../image/catalog";
import type { Counterpart, StageRole } from "../image/counterparts";
import type { Reference } from "../image/reference";
import type { ProjectFacts } from "../project/facts";
import type { Finding } from "./finding";
import type { ServiceText } from "./serviceText";
import type { RuleContext } from "./rule";
import type { LintSettings } from "./settings";

/**
 * The counterparts of an image, of the families that are on, the preferred one's first.
 *
 * @param role what the stage does as far as the lint knows
 */
export type ChooseCounterparts = (
  catalog: Catalog,
  reference: Reference,
  role: StageRole,
  stage: Stage,
  context: RuleContext,
) => readonly Counterpart[];

export interface LintRequest {
  readonly text: string;
  /** Null: nothing is known of any image. */
  readonly catalog: Catalog | null;
  readonly settings: LintSettings;
  readonly project: ProjectFacts;
  /** The day on which end of life is judged. */
  readonly today: Date;
  /** Chooses among hardened images; left out, none are named. Its code is large, so an edge may load it late. */
  readonly choose?: ChooseCounterparts;
  /** `linux/amd64` when left out; also taken as the platform that builds. */
  readonly platform?: string;
  /** NAME → value, as `docker build --build-arg`. */
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** What the text says where it is no Dockerfile but a compose or bake file. */
  readonly services?: ServiceText;
}

/** One stage as a report shows it; the fields are those of the command line's JSON. */
export interface StageReport {
  readonly index: number;
  readonly name: string | null;
  readonly ships: boolean;
  readonly base: {
    readonly written: string;
    /** Normalised: `docker.io/library/node:24`; null where it can't be known or is no image. */
    readonly resolved: string | null;
    readonly kind: "image" | "stage" | "scratch" | "unknown";
  };
  readonly user: {
    readonly value: string | null;
    readonly privilege: "root" | "nonroot" | "unknown";
    readonly origin: "instruction" | "stage" | "base" | "none";
    /** Line of the USER that decides, from 0. */
    readonly line: number | null;
  };
}

export interface LintResult {
  readonly stages: readonly StageReport[];
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** How many findings an ignore comment hid. */
  readonly suppressed: number;
  /** What BuildKit would refuse. */
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
}
