import type { Comment, Dockerfile } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";

export type IgnoreScope = "instruction" | "stage" | "file";

/** A comment of ours: `# drydock stage ignore=root-user,heavy-base reason`. */
export interface IgnoreComment {
  readonly comment: Comment;
  readonly scope: IgnoreScope;
  readonly rules: readonly { readonly name: string; readonly span: Span }[];
  /** From the first rule's name to the end of the last one's; where they belong if there is none. */
  readonly listSpan: Span;
}

/**
 * The ignore comments of a file, in order: `# drydock ignore=RULE[,RULE] reason` for the next
 * instruction, `# drydock stage ignore=…` and `# drydock file ignore=…`. Case and blanks mean nothing.
 */
export function ignoreCommentsOf({
  comments,
}: Pick<Dockerfile, "comments">): readonly IgnoreComment[] {
  return comments.flatMap((comment) => {
    const read = readComment(comment);
    return read === null ? [] : [read];
  });
}

const head = /^\s*drydock:?\s+(?:(stage|file)\s+)?ignore(?![\w-])\s*=?\s*/i;
/** Several times as many as there are rules. */
const maximumRules = 100;
const ruleName = /[\w-]+/y;
const separator = /\s*,\s*/y;

function readComment(comment: Comment): IgnoreComment | null {
  const { text, span } = comment;
  const match = head.exec(text);
  if (match === null) return null;
  const offset = span.start + 1;
  const rules = [];
  let at = match[0].length;
  if (match[0].includes("=")) {
    for (let name = matchAt(ruleName, text, at); name !== null && rules.length < maximumRules;) {
      rules.push({
        name: name.toLowerCase(),
        span: { start: offset + at, end: offset + at + name.length },
      });
      at += name.length;
      const comma = matchAt(separator, text, at);
      name = comma === null ? null : matchAt(ruleName, text, at + comma.length);
      if (name !== null) at += comma?.length ?? 0;
    }
  }
  const start = offset + match[0].length;
  return {
    comment,
    scope: (match[1]?.toLowerCase() as "stage" | "file" | undefined) ?? "instruction",
    rules,
    listSpan: { start: Math.min(start, span.end), end: rules.at(-1)?.span.end ?? span.end },
  };
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
