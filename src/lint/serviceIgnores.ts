import type { Comment } from "../dockerfile/model";
import { Lines } from "../dockerfile/lines";
import type { ServiceFile } from "../project/serviceFile";
import type { Edit, Finding } from "./finding";
import { type IgnoreComment, ignoreCommentsOf, type IgnoreScope } from "./ignoreComments";
import type { LintRequest } from "./result";
import type { RuleFinding } from "./rule";
import { rules } from "./rules/index";
import { unusedIgnore } from "./rules/unusedIgnore";
import type { ServiceFinding } from "./services";
import { severityOf } from "./severity";
import { namesNoRule, noSuchFinding, noSuchRule } from "./suppression";

/**
 * Takes out what comments hide: `# drydock ignore=RULE reason` above a key hides what is found at its
 * value, and above a service at anything in it; `# drydock file ignore=…` hides it everywhere.
 */
export function hideIgnored(
  findings: readonly ServiceFinding[],
  file: ServiceFile,
  request: LintRequest,
): {
  readonly left: readonly ServiceFinding[];
  readonly hidden: number;
  /** Comments that hide nothing. */
  readonly unused: readonly RuleFinding[];
} {
  const lines = new Lines(request.text);
  const comments = serviceComments(lines, file);
  if (comments.length === 0) return { left: findings, hidden: 0, unused: [] };
  const ignores = comments.flatMap((comment) =>
    comment.rules.map((rule) => ({ comment, rule, line: lineBelow(lines, comment), used: false })),
  );
  const byRule = new Map<string, typeof ignores>();
  for (const ignore of ignores) {
    const list = byRule.get(ignore.rule.name);
    if (list === undefined) byRule.set(ignore.rule.name, [ignore]);
    else list.push(ignore);
  }
  const left = findings.filter(({ rule, finding, keys }) => {
    const at = new Set([...keys, finding.span].map(({ start }) => lines.lineAt(start)));
    const found = (byRule.get(rule.id) ?? []).filter(
      ({ comment, line }) => comment.scope === "file" || at.has(line),
    );
    for (const ignore of found) ignore.used = true;
    return found.length === 0;
  });
  const isOff = severityOf(unusedIgnore, request.settings) === "off";
  const isRead = file.problems.length === 0 && request.catalog !== null;
  const open = openLines(lines, file);
  const told = ignores.filter(({ comment, line }) =>
    comment.scope === "file" ? open.size === 0 : !open.has(line),
  );
  const unused = isOff || !isRead ? [] : unusedIn(told, comments, request);
  return { left, hidden: findings.length - left.length, unused };
}

/** Where a variable decides: what a rule would find there can't be told. */
function openLines(lines: Lines, { services }: ServiceFile): ReadonlySet<number> {
  const open = services.flatMap(({ image, user, keySpan }) =>
    [image, user].flatMap((written) =>
      written !== null && written.value === null ? [written.keySpan, keySpan] : [],
    ),
  );
  return new Set(open.map(({ start }) => lines.lineAt(start)));
}

interface Ignore {
  readonly rule: IgnoreComment["rules"][number];
  readonly used: boolean;
}

function unusedIn(
  ignores: readonly Ignore[],
  comments: readonly IgnoreComment[],
  { settings }: LintRequest,
): RuleFinding[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const { allow, deny } = settings.registries;
  const named = ignores.flatMap(({ rule: { name, span }, used }): RuleFinding[] => {
    const known = byId.get(name);
    if (known === undefined) return [{ span, stage: null, message: noSuchRule(name) }];
    const isIdle = name === "unapproved-registry" && allow.length + deny.length === 0;
    if (used || isIdle || known === unusedIgnore || severityOf(known, settings) === "off")
      return [];
    return [{ span, stage: null, message: noSuchFinding(name), tags: ["unnecessary"] }];
  });
  const empty = comments.filter(({ rules: listed }) => listed.length === 0);
  return [
    ...named,
    ...empty.map(({ comment }) => ({ span: comment.span, stage: null, message: namesNoRule })),
  ];
}

/** Where a comment speaks of nothing but what is below it. */
function lineBelow(lines: Lines, { comment }: IgnoreComment): number {
  for (let line = comment.line + 1; line < lines.count; line++) {
    const text = lines.text.slice(lines.start(line), lines.end(line));
    if (!/^\s*(?:#|\/\/|$)/.test(text)) return line;
  }
  return lines.count;
}

function serviceComments(lines: Lines, { comment }: ServiceFile): readonly IgnoreComment[] {
  if (comment === null || !/drydock/i.test(lines.text)) return [];
  const mark = comment === "#" ? /^\s*#/ : /^\s*(?:#|\/\/)/;
  const comments: Comment[] = [];
  for (let line = 0; line < lines.count; line++) {
    const start = lines.start(line);
    const end = lines.end(line);
    const text = lines.text.slice(start, end);
    const found = mark.exec(text)?.[0];
    if (found === undefined) continue;
    const span = { start: start + found.length - 1, end };
    comments.push({ text: text.slice(found.length), span, line });
  }
  return ignoreCommentsOf({ comments });
}

/**
 * The edit that makes an ignore comment for a finding, above its line or at the top of the file; one
 * that is there already gets one more rule. Null where the file has no comments, or where the line
 * begins in the middle of something.
 */
export function serviceIgnoreEdit(
  text: string,
  file: ServiceFile,
  { rule, range }: Pick<Finding, "rule" | "range">,
  scope: IgnoreScope,
): Edit | null {
  if (file.comment === null || scope === "stage") return null;
  const lines = new Lines(text);
  const line = scope === "file" ? 0 : range.start.line;
  const own = text.slice(lines.start(line), lines.end(line));
  if (scope !== "file" && !/^\s*["'\w.-]+\s*[:=]/.test(own)) return null;
  const existing = serviceComments(lines, file).find(
    (comment) =>
      comment.scope === scope &&
      comment.rules.length > 0 &&
      (scope === "file" || lineBelow(lines, comment) === line),
  );
  if (existing !== undefined) {
    if (existing.rules.some(({ name }) => name === rule)) return null;
    const at = lines.lineAt(existing.listSpan.end);
    const character = existing.listSpan.end - lines.start(at);
    const end = { line: at, character };
    return { range: { start: end, end }, newText: `,${rule}` };
  }
  const character = text.startsWith("\ufeff") && line === 0 ? 1 : 0;
  const at = { line, character };
  const indentation = scope === "file" ? "" : (/^\ufeff?(\s*)/.exec(own)?.[1] ?? "");
  const word = scope === "file" ? "file " : "";
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  return {
    range: { start: at, end: at },
    newText: `${indentation}# drydock ${word}ignore=${rule}${lineEnd}`,
  };
}
