import type { Range } from "../dockerfile/position";

export type Severity = "error" | "warning" | "information" | "hint";

export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  /** It settles the finding for certain. */
  readonly preferred: boolean;
  /** It keeps the meaning of the file: fix-all may apply it. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface RelatedInformation {
  readonly message: string;
  readonly range: Range;
}

/** One thing that a person should know, at one place. Lines and characters count from 0. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Index of the stage, null outside stages. */
  readonly stage: number | null;
  readonly range: Range;
  readonly related: readonly RelatedInformation[];
  readonly fixes: readonly Fix[];
  readonly tags: readonly ("deprecated" | "unnecessary")[];
}
