import type { Range, Span } from "./position";

/** Something that BuildKit would refuse, or that could not be read. Reading goes on after it. */
export interface Problem {
  readonly message: string;
  readonly span: Span;
}

/** `# name=value` at the very top of the file: the only places where BuildKit reads one. */
export interface Directive {
  readonly name: "syntax" | "escape" | "check";
  readonly value: string;
  /** The whole comment line, without its line end. */
  readonly span: Span;
}

/** A whole-line comment outside heredocs, without the leading `#`. */
export interface Comment {
  readonly text: string;
  /** From the `#` to the end of the line. */
  readonly span: Span;
  readonly line: number;
}

/** A word of the source: `text` as written (quotes kept, continuation lines joined) and where it stands. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** `--name=value` after the keyword. `value` is null for a bare `--name`; quotes and escapes are resolved. */
export interface Flag {
  readonly name: string;
  readonly value: string | null;
  readonly span: Span;
  /** Where the value stands as written; null for a bare flag. */
  readonly valueSpan: Span | null;
}

export interface Heredoc {
  readonly name: string;
  /** False where the name is quoted: `<<"EOF"`. */
  readonly expand: boolean;
  /** True for `<<-`: leading tabs are dropped. */
  readonly chomp: boolean;
  /** The lines between, as written. */
  readonly content: string;
  readonly contentSpan: Span;
}

/**
 * The arguments of an instruction as one logical line, with continuation lines joined and comment
 * lines inside dropped, as BuildKit reads them.
 */
export interface Arguments {
  readonly text: string;
  /** The place in the file of the characters `start` up to `end` of `text`. */
  spanOf(start: number, end: number): Span;
}

export interface Instruction {
  /** Upper case, `RUN`; unknown keywords are kept. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the keyword to the end of the last line, heredocs included. */
  readonly span: Span;
  readonly flags: readonly Flag[];
  /** What follows the keyword and its flags. */
  readonly arguments: Arguments;
  readonly heredocs: readonly Heredoc[];
  /** The strings of the JSON (exec) form, null where the instruction is not written in it. */
  readonly json: readonly string[] | null;
  /** What is triggered, for ONBUILD. */
  readonly trigger: Instruction | null;
}

/** A variable's value: text, `undefined` where nothing sets it, "unknown" where only the build can tell. */
export type Expansion =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "error"; readonly message: string };

/** What a stage starts from. */
export type Base =
  | {
      readonly kind: "image";
      /** After variables, not normalised: `node:24`. */
      readonly reference: string;
      /** False where an ARG without a default took part: a build argument will probably change it. */
      readonly complete: boolean;
    }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "scratch" }
  | { readonly kind: "unknown"; readonly reason: string };

/** The user that a stage's image carries (Config.User), before anything is known of external images. */
export type StageUser =
  | {
      readonly origin: "instruction" | "stage";
      /** After variables; null where only the base's own environment could tell. */
      readonly value: string | null;
      /** The USER that decides (for an ONBUILD trigger: the ONBUILD). */
      readonly instruction: Instruction;
      /** The stage in which it stands. */
      readonly stage: Stage;
      /** The USER's argument in the file. */
      readonly span: Span;
    }
  /** No USER in the chain: the external image's own. */
  | { readonly origin: "base"; readonly image: Stage }
  | { readonly origin: "none"; readonly scratch: boolean };

export interface Stage {
  readonly index: number;
  /** Lower-cased, as BuildKit keeps it; null where there is no AS. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly from: Instruction;
  /** The image token as written: `node:${V}`. */
  readonly image: Word | null;
  readonly platform: Flag | null;
  readonly base: Base;
  /** What stands after FROM, in order, up to the next FROM. */
  readonly instructions: readonly Instruction[];
  readonly user: StageUser;
  /** The stages from this one down to the one that stands on an external image or scratch. */
  chain(): readonly Stage[];
  /** The stage at the end of the chain. */
  readonly root: Stage;
  /** Expands a word as BuildKit would `before` an instruction of the stage, or at its end. */
  expand(word: string, before?: Instruction): Expansion;
  /** Every argument of USER in this stage, in order, with what it comes to there. */
  readonly users: readonly {
    readonly instruction: Instruction;
    readonly value: string | null;
    readonly span: Span;
  }[];
}

/** An image named by COPY --from or RUN --mount from=; stages and numbers are not among them. */
export interface ImageUse {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly word: Word;
  readonly base: Base;
}

export interface Dockerfile {
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly escape: "\\" | "`";
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  /** The ARGs before the first FROM. */
  readonly globalArguments: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly imageUses: readonly ImageUse[];
  readonly problems: readonly Problem[];
  readonly lineCount: number;
  /** Expands a word of FROM: with the ARGs before the first FROM and the platform's own. */
  expandGlobal(word: string): Expansion;
  /** Turns offsets into lines and characters, counted from 0. */
  rangeOf(span: Span): Range;
  /** The offset at which a line (from 0) begins; the text's length past the last line. */
  lineStart(line: number): number;
  /** The stage that FROM, COPY --from or --target would find under a name (case is ignored), null if none. */
  stageNamed(name: string): Stage | null;
}
