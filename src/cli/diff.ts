import { Lines } from "../dockerfile/lines";
import { replaced, type Revision } from "../harden/edits";
import type { SpanEdit } from "../lint/rule";
import { visibleSource } from "./visible";

/** A revision as a unified diff that `git apply` and `patch -p1` take; empty where nothing changed. */
export function unifiedDiff(path: string, revision: Revision): string {
  const hunks = toHunks(changesOf(revision));
  if (hunks.length === 0) return "";
  const oldLines = splitLines(revision.original);
  const name = path.replace(/^\/+/, "");
  const header = `--- ${quoted(`a/${name}`)}\n+++ ${quoted(`b/${name}`)}\n`;
  return header + hunks.map((hunk) => formatHunk(hunk, oldLines)).join("");
}

const contextLines = 3;

/** Whole lines that take the place of whole lines. */
interface Change {
  /** Index of the first old line, from 0. */
  readonly start: number;
  readonly removed: number;
  readonly added: readonly string[];
  /** How far the numbers of new lines are from those of old ones, before this change. */
  readonly offset: number;
}

/** The edits are known, so lines need no comparing but at the edges of each edit. */
function changesOf({ original, replacements }: Revision): readonly Change[] {
  const lines = new Lines(original);
  const changes: Change[] = [];
  let offset = 0;
  const slid = replacements.map((replacement, index) => {
    const slid = slideDown(original, replacement);
    const next = replacements[index + 1]?.span.start ?? original.length;
    return slid.span.end <= next ? slid : replacement;
  });
  for (const group of groupByLines(slid, lines)) {
    const first = lines.lineAt(group[0]?.span.start ?? 0);
    const last = lines.lineAt(group.at(-1)?.span.end ?? 0);
    const start = lines.start(first);
    const old = original.slice(start, lines.start(isOfWholeLines(group, lines) ? last : last + 1));
    const moved = group.map(({ span, newText }) => ({
      span: { start: span.start - start, end: span.end - start },
      newText,
    }));
    const change = trimmed(first, splitLines(old), splitLines(replaced(old, moved)), offset);
    if (change.removed === 0 && change.added.length === 0) continue;
    changes.push(change);
    offset += change.added.length - change.removed;
  }
  return changes;
}

/** New lines that are put behind a line are put before the next one: the same text, and the line stays whole. */
function slideDown(original: string, { span, newText }: SpanEdit): SpanEdit {
  const { start, end } = span;
  const [lineEnd] = /^\r?\n/.exec(newText) ?? [];
  if (start !== end || lineEnd === undefined || !original.startsWith(lineEnd, start))
    return { span, newText };
  const at = start + lineEnd.length;
  return { span: { start: at, end: at }, newText: newText.slice(lineEnd.length) + lineEnd };
}

/** One edit that puts whole lines in the place of whole lines, or of none: the line behind stays as it is. */
function isOfWholeLines([edit, ...others]: readonly SpanEdit[], lines: Lines): boolean {
  if (edit === undefined || others.length > 0) return false;
  const { span, newText } = edit;
  const isStart = (offset: number) => offset === lines.start(lines.lineAt(offset));
  return isStart(span.start) && isStart(span.end) && (newText === "" || newText.endsWith("\n"));
}

/** Edits that touch the same line belong together; those of whole lines touch no other. */
function groupByLines(replacements: readonly SpanEdit[], lines: Lines): SpanEdit[][] {
  const groups: SpanEdit[][] = [];
  for (const replacement of replacements) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    const touches =
      group !== undefined &&
      previous !== undefined &&
      !isOfWholeLines(group, lines) &&
      lines.lineAt(previous.span.end) >= lines.lineAt(replacement.span.start);
    if (touches) group?.push(replacement);
    else groups.push([replacement]);
  }
  return groups;
}

/** Leaves out the lines that are the same at the start and the end. */
function trimmed(
  first: number,
  old: readonly string[],
  added: readonly string[],
  offset: number,
): Change {
  const shorter = Math.min(old.length, added.length);
  let start = 0;
  while (start < shorter && old[start] === added[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === added.at(-1 - end)) end++;
  return {
    start: first + start,
    removed: old.length - end - start,
    added: added.slice(start, added.length - end),
    offset,
  };
}

/** Changes whose context would touch share a hunk. */
function toHunks(changes: readonly Change[]): Change[][] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const hunk = hunks.at(-1);
    const previous = hunk?.at(-1);
    const near =
      previous !== undefined &&
      change.start - (previous.start + previous.removed) <= 2 * contextLines;
    if (near) hunk?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function formatHunk(changes: readonly Change[], oldLines: readonly string[]): string {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return "";
  const from = Math.max(0, first.start - contextLines);
  const to = Math.min(oldLines.length, last.start + last.removed + contextLines);
  let body = "";
  let at = from;
  for (const { start, removed, added } of changes) {
    body += marked(" ", oldLines.slice(at, start));
    body += marked("-", oldLines.slice(start, start + removed)) + marked("+", added);
    at = start + removed;
  }
  body += marked(" ", oldLines.slice(at, to));
  const newCount =
    to - from + changes.reduce((sum, { added, removed }) => sum + added.length - removed, 0);
  return `@@ -${lineRange(from, to - from)} +${lineRange(from + first.offset, newCount)} @@\n${body}`;
}

/** A hunk of no lines is numbered by the line before it. */
function lineRange(from: number, count: number): string {
  const start = count === 0 ? from : from + 1;
  return count === 1 ? String(start) : `${start},${count}`;
}

function marked(mark: string, lines: readonly string[]): string {
  return lines.map((line) => mark + shown(line)).join("");
}

/** Carriage returns and a byte order mark stay as they are, so that the patch can be applied. */
function shown(line: string): string {
  const [, mark = "", content = "", end = ""] = /^(\ufeff?)(.*?)(\r?\n?)$/s.exec(line) ?? [];
  const text = mark + visibleSource(content) + end;
  return end.endsWith("\n") ? text : `${text}\n\\ No newline at end of file\n`;
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Odd names in quotes with octal bytes, as git writes and reads them. */
function quoted(name: string): string {
  if (!/["\\]|(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/u.test(name)) return name;
  const escaped = [...name].map((character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    if (!/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(character)) return character;
    return [...Buffer.from(character)]
      .map((byte) => `\\${byte.toString(8).padStart(3, "0")}`)
      .join("");
  });
  return `"${escaped.join("")}"`;
}
