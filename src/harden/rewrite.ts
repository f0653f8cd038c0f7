import type { Dockerfile, Word } from "../dockerfile/model";
import type { Span } from "../dockerfile/position";
import { argumentAssignments } from "../dockerfile/words";
import type { SpanEdit } from "../lint/rule";

/** What has to be edited so that a place names another image, or why it can't be. */
export type Rewrite =
  | {
      readonly kind: "edit";
      readonly edit: SpanEdit;
      /** The ARG in whose default the image stands, null where it stands in the place itself. */
      readonly argument: string | null;
    }
  | { readonly kind: "refused"; readonly reason: string };

/** ARGs that name each other further than this are nobody's. */
const maximumDepth = 8;

/**
 * Finds the one edit that makes a word of FROM, COPY --from or RUN --mount name `target`, leaving
 * variables of the tag in place: `node:${V}-alpine` becomes `dhi.io/node:${V}-alpine-dev` where the
 * default of V fits. An image that is wholly an ARG is changed in the ARG's default, inside its quotes.
 *
 * @param word the image as written
 * @param target the full text to name, tag included: `dhi.io/node:24-dev`
 */
export function rewriteImage(dockerfile: Dockerfile, word: Word, target: string): Rewrite {
  return rewriteWord(dockerfile, word, target, null, 0);
}

/** The edit that writes `target` over the whole of a word, variables or not. */
export function writeOut(word: Word, target: string): Rewrite {
  const { text, span } = withoutQuotes(word);
  if (span.end - span.start !== text.length) return refuse(`${text} is spread over several lines`);
  return { kind: "edit", edit: { span, newText: target }, argument: null };
}

function rewriteWord(
  dockerfile: Dockerfile,
  word: Word,
  target: string,
  argument: string | null,
  depth: number,
): Rewrite {
  const { text, span } = withoutQuotes(word);
  if (span.end - span.start !== text.length || /["'\\`]/.test(text))
    return refuse(`${text} is not written in one piece`);
  if (!text.includes("$")) return { kind: "edit", edit: { span, newText: target }, argument };
  const name = /^\$(?:(\w+)|\{(\w+)\})$/.exec(text);
  if (name !== null) {
    const declared = defaultOf(dockerfile, name[1] ?? name[2] ?? "");
    if (declared === null || depth > maximumDepth)
      return refuse(`${text} has no default in this file`);
    return rewriteWord(dockerfile, declared.value, target, declared.name, depth + 1);
  }
  const whole = wholeDefault.exec(text);
  if (whole?.[2] !== undefined) {
    const start = span.start + (whole[1]?.length ?? 0);
    const edit = { span: { start, end: start + whole[2].length }, newText: target };
    return { kind: "edit", edit, argument };
  }
  return rewriteTag(dockerfile, { text, span }, target, argument);
}

/** An image that is wholly the default of one variable: `${BASE:-node:24}`. */
const wholeDefault = /^(\$\{\w+:?-)([\w./:@-]+)\}$/;

/** Only the tag may hold variables; repository and registry are replaced as they stand. */
function rewriteTag(
  dockerfile: Dockerfile,
  { text, span }: Word,
  target: string,
  argument: string | null,
): Rewrite {
  const colon = tagColon(text);
  const targetColon = tagColon(target);
  if (colon === -1 || text.slice(0, colon).includes("$"))
    return refuse(`the repository of ${text} is a variable`);
  if (targetColon === -1)
    return refuse(`${target} has no tag in which ${text}'s variables could stand`);
  if (text.includes("@", colon)) return refuse(`${text} is pinned to a digest`);
  const tag = composeTag(dockerfile, text.slice(colon + 1), target.slice(targetColon + 1));
  if (tag === null) return refuse(`the variables of ${text} can't stand in ${target}`);
  return {
    kind: "edit",
    edit: { span, newText: `${target.slice(0, targetColon)}:${tag}` },
    argument,
  };
}

/** Where the colon before the tag stands, -1 for none; one in `${…}` or before a slash is another. */
function tagColon(text: string): number {
  const plain = text.replace(/\$\{[^}]*\}?/g, (variable) => "x".repeat(variable.length));
  return plain.indexOf(":", plain.lastIndexOf("/") + 1);
}

/** The new tag with the old one's variables where their values stand in it; null where they don't. */
function composeTag(dockerfile: Dockerfile, written: string, tag: string): string | null {
  const variables = written.match(/\$\{[^}]*\}?|\$\w*/g) ?? [];
  let composed = "";
  let at = 0;
  for (const variable of variables) {
    if (!/^\$(?:\w+|\{\w+\})$/.test(variable)) return null;
    const expansion = dockerfile.expandGlobal(variable);
    if (expansion.kind !== "value" || expansion.value === "") return null;
    const found = findPart(tag, expansion.value, at);
    if (found === -1) return null;
    const next = found + expansion.value.length;
    // `$V` and a letter behind it would be another name.
    const needsBraces = /^\w/.test(tag.slice(next)) && !variable.startsWith("${");
    composed += tag.slice(at, found) + (needsBraces ? `\${${variable.slice(1)}}` : variable);
    at = next;
  }
  return composed + tag.slice(at);
}

/** Where a value stands in a tag as a part of its own: a number is no part of another (`3.22` in `alpine3.22`). */
function findPart(tag: string, value: string, from: number): number {
  for (let at = tag.indexOf(value, from); at !== -1; at = tag.indexOf(value, at + 1)) {
    const isStart = !/\d/.test(tag[at - 1] ?? "") || /\D/.test(value[0] ?? "");
    const end = at + value.length;
    if (isStart && !/\d/.test(tag[end] ?? "")) return at;
  }
  return -1;
}

/** The ARG that decides a name before the first FROM, with the place of its default. */
function defaultOf(dockerfile: Dockerfile, name: string): { name: string; value: Word } | null {
  let found: { name: string; value: Word } | null = null;
  for (const instruction of dockerfile.globalArguments) {
    const assignments = argumentAssignments(instruction.arguments, dockerfile.escape) ?? [];
    for (const { name: declared, value, valueSpan } of assignments) {
      if (declared !== name || value === null || valueSpan === null) continue;
      found = { name, value: { text: value, span: valueSpan } };
    }
  }
  return found;
}

function withoutQuotes({ text, span }: Word): { readonly text: string; readonly span: Span } {
  const quote = /^(["']).*\1$/s.test(text) && text.length > 1;
  if (!quote || span.end - span.start !== text.length) return { text, span };
  return { text: text.slice(1, -1), span: { start: span.start + 1, end: span.end - 1 } };
}

const refuse = (reason: string): Rewrite => ({ kind: "refused", reason: `${reason}.` });
