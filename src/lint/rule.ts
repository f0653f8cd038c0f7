import type { Dockerfile, ImageUse, Stage } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import type { ImageFacts } from "../image/catalog";
import type { Counterpart, StageRole } from "../image/counterparts";
import type { Reference } from "../image/reference";
import type { ProjectFacts } from "../project/facts";
import type { Service } from "../project/serviceFile";
import type { Severity } from "./finding";
import type { LintSettings } from "./settings";

export interface SpanEdit {
  readonly span: Span;
  readonly newText: string;
}

export interface RuleFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly safe: boolean;
  readonly edits: readonly SpanEdit[];
}

/** What a rule yields: offsets, no severities of the profile; the engine makes a Finding of it. */
export interface RuleFinding {
  readonly span: Span;
  readonly message: string;
  readonly stage: Stage | null;
  /** Milder than the profile's where the case is milder; never used to raise it. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
  readonly fixes?: readonly RuleFix[];
  readonly tags?: readonly ("deprecated" | "unnecessary")[];
}

/** The user that a container of a stage starts as, with what the catalog knows of its base. */
export interface EffectiveUser {
  /** Config.User: `""` is root by default; null where it can't be known. */
  readonly value: string | null;
  readonly privilege: "root" | "nonroot" | "unknown";
  readonly origin: "instruction" | "stage" | "base" | "none";
  /** The argument of the USER that decides, null for base and none. */
  readonly span: Span | null;
}

/** A stage that ends up in a registry, and why we think so. */
export interface ShippedStage {
  readonly stage: Stage;
  readonly why: "last" | "setting" | "compose" | "bake";
  /** For compose and bake: the file and line (from 0) that name it. */
  readonly place: { readonly file: string; readonly line: number } | null;
  /** Whom every service that it ships for runs it as, null where its own user counts. */
  readonly user: string | null;
}

/** All that a rule may look at. Nothing here reaches out of the process. */
export interface RuleContext {
  readonly dockerfile: Dockerfile;
  readonly shipped: readonly ShippedStage[];
  readonly settings: LintSettings;
  readonly project: ProjectFacts;
  /** The day on which end of life is judged. */
  readonly today: Date;
  /**
   * An image is only supposed: the file was not written for it. What would be given the benefit of the doubt
   * otherwise, a file copied to where nobody knows, is not there.
   */
  readonly supposes: boolean;
  /** The hardened images that can take an image's place, the best first; none where nobody was given to choose. */
  counterparts(reference: Reference, role: StageRole, stage: Stage): readonly Counterpart[];
  user(stage: Stage): EffectiveUser;
  /** What the catalog knows of the external image at the end of a stage's chain; null: nothing, or no external image. */
  facts(stage: Stage): ImageFacts | null;
  /** The same for the image of a COPY --from or RUN --mount. */
  factsOf(use: ImageUse): ImageFacts | null;
  /** Windows images have no uid 0; root logic does not apply. */
  isWindows(stage: Stage): boolean;
  /** The service that a stage stands for, in a compose or bake file; null in a Dockerfile. */
  service(stage: Stage): Service | null;
  /** Where a part of the Dockerfile's text stands in the file: the same place, where it is one. */
  place(span: Span): Span;
}

export interface Rule {
  readonly id: string;
  /** One sentence: what it finds. */
  readonly summary: string;
  /** Why it matters, in two or three sentences. */
  readonly why: string;
  readonly severity: { readonly recommended: Severity | "off"; readonly strict: Severity | "off" };
  check(context: RuleContext): Iterable<RuleFinding>;
}
