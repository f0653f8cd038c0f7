import type { Span } from "../../dockerfile/position";
import type { SpanEdit } from "../../lint/rule";

export interface PlanChange {
  readonly id: string;
  readonly label: string;
  /** Why, as a sentence or two. */
  readonly description: string;
  /** Changes that share a group need each other; only whole groups can be left out. */
  readonly group: string;
  /** In order, apart from each other and from those of every other change. */
  readonly edits: readonly SpanEdit[];
}

export interface PlanRemark {
  readonly message: string;
  readonly span: Span;
}

/** Thrown away in one piece: why a stage can't be moved to a runtime image with certainty. */
export type Outcome<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "stopped"; readonly remarks: readonly PlanRemark[] };

export const found = <T>(value: T): Outcome<T> => ({ kind: "found", value });

export const stopped = (...remarks: readonly PlanRemark[]): Outcome<never> => ({
  kind: "stopped",
  remarks,
});
