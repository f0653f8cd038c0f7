import type { Dockerfile } from "../dockerfile/model";
import type { Finding } from "./finding";
import { foreignIgnoresOf } from "./foreignIgnores";
import { type IgnoreComment, ignoreCommentsOf, type IgnoreScope } from "./ignoreComments";
import { type Places, placesIn } from "./places";
import type { Rule, RuleContext, RuleFinding, RuleFix } from "./rule";
import { unusedIgnore } from "./rules/unusedIgnore";
import { severityOf } from "./severity";
import { shippedParts } from "./shippedParts";

export interface Suppressed {
  readonly findings: readonly Finding[];
  /** How many findings comments hid. */
  readonly suppressed: number;
  /** Comments that hid nothing. */
  readonly unused: readonly RuleFinding[];
}

/**
 * Takes out what ignore comments hide, those of other tools included, and tells which of ours hid nothing.
 *
 * @param rules every rule there is, so that a misspelt name is told from one that found nothing
 * @param knowsImages false where there is no catalog: most rules have nothing to go by then
 */
export function suppress(
  context: RuleContext,
  findings: readonly Finding[],
  rules: readonly Rule[],
  knowsImages: boolean,
): Suppressed {
  const { dockerfile, today } = context;
  const comments = dockerfile.text.toLowerCase().includes("drydock")
    ? ignoreCommentsOf(dockerfile)
    : [];
  const foreign = findings.length === 0 ? [] : foreignIgnoresOf(dockerfile, today);
  if (comments.length === 0 && foreign.length === 0) return { findings, suppressed: 0, unused: [] };
  const places = placesIn(dockerfile);
  const ignores = new Ignores(dockerfile, places);
  const own = comments.flatMap((comment) =>
    comment.rules.map((rule) => {
      const offset = comment.comment.span.start;
      const ignore: Ignore = { rule: rule.name, covers: always, used: false };
      ignores.add(ignore, comment.scope, offset);
      return { comment, rule, ignore };
    }),
  );
  for (const { rule, scope, offset, covers } of foreign)
    ignores.add({ rule, covers, used: false }, scope, offset);
  const left = findings.filter((finding) => !ignores.hide(finding));
  const unused =
    severityOf(unusedIgnore, context.settings) === "off"
      ? []
      : unusedIn(own, comments, { context, rules, places, knowsImages });
  return { findings: left, suppressed: findings.length - left.length, unused };
}

interface Ignore {
  readonly rule: string;
  readonly covers: ReturnType<typeof foreignIgnoresOf>[number]["covers"];
  used: boolean;
}

interface OwnIgnore {
  readonly comment: IgnoreComment;
  readonly rule: IgnoreComment["rules"][number];
  readonly ignore: Ignore;
}

const always = () => true;

/** Ignores by rule and place, so that many of them cost no more than a few. */
class Ignores {
  private readonly byPlace = new Map<string, Ignore[]>();

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly places: Places,
  ) {}

  add(ignore: Ignore, scope: IgnoreScope, offset: number): void {
    const key = this.keyFor(scope, offset);
    if (key === null) return;
    const list = this.byPlace.get(`${ignore.rule} ${key}`);
    if (list === undefined) this.byPlace.set(`${ignore.rule} ${key}`, [ignore]);
    else list.push(ignore);
  }

  private keyFor(scope: IgnoreScope, offset: number): string | null {
    if (scope === "file") return "file";
    if (scope === "stage") {
      const stage = this.places.stageFor(offset);
      return stage === null ? null : `stage ${stage.index}`;
    }
    const instruction = this.places.instructionFor(offset);
    return instruction === null ? null : `at ${instruction.span.start}`;
  }

  /** Marks all that would hide a finding as used: each of them would do it alone. */
  hide(finding: Finding): boolean {
    const { start, end } = finding.range;
    const offset = this.dockerfile.lineStart(start.line) + start.character;
    const instruction = this.places.instructionAt(offset);
    const stage = this.places.stageAt(offset)?.index;
    const keys = ["file"];
    if (instruction !== null) keys.push(`at ${instruction.span.start}`);
    if (stage !== undefined) keys.push(`stage ${stage}`);
    if (finding.stage !== null && finding.stage !== stage) keys.push(`stage ${finding.stage}`);
    const found = keys.flatMap((key) => this.byPlace.get(`${finding.rule} ${key}`) ?? []);
    if (found.length === 0) return false;
    const written = this.dockerfile.text.slice(
      offset,
      this.dockerfile.lineStart(end.line) + end.character,
    );
    let hidden = false;
    for (const ignore of found) {
      if (!ignore.covers(written, instruction)) continue;
      ignore.used = true;
      hidden = true;
    }
    return hidden;
  }
}

interface Surroundings {
  readonly context: RuleContext;
  readonly rules: readonly Rule[];
  readonly places: Places;
  readonly knowsImages: boolean;
}

function unusedIn(
  own: readonly OwnIgnore[],
  comments: readonly IgnoreComment[],
  surroundings: Surroundings,
): readonly RuleFinding[] {
  const { context, rules } = surroundings;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const isWanted = ({ rule, comment }: OwnIgnore) => {
    const known = byId.get(rule.name);
    return known !== undefined && canTell(known, comment, surroundings);
  };
  const hidesUnused = own.filter(({ ignore }) => ignore.rule === unusedIgnore.id);
  if (hidesUnused.some(({ comment }) => comment.scope === "file")) return [];
  const unused = own.filter((it) => !it.ignore.used && isWanted(it));
  const superfluous = new Set(unused.map(({ rule }) => rule));
  const findings: RuleFinding[] = unused.map(({ rule, comment }) => ({
    span: rule.span,
    stage: null,
    message: noSuchFinding(rule.name),
    tags: ["unnecessary"],
    fixes: [removal(comment, superfluous, context.dockerfile)],
  }));
  for (const { rule, comment } of own)
    if (!byId.has(rule.name))
      findings.push({
        span: rule.span,
        stage: null,
        message: noSuchRule(rule.name),
        // Whoever wrote it meant something, so it does not go unasked.
        fixes: [{ ...removal(comment, new Set([rule]), context.dockerfile), safe: false }],
      });
  for (const { rules: named, comment } of comments)
    if (named.length === 0)
      findings.push({
        span: comment.span,
        stage: null,
        message: namesNoRule,
      });
  return findings;
}

export const noSuchFinding = (rule: string) => `There is no ${rule} finding to ignore here.`;
export const noSuchRule = (rule: string) => `Drydock has no rule of the name ${rule}.`;
export const namesNoRule = "This comment names no rule to ignore: write `# drydock ignore=RULE`.";

/** Whether it is certain that a rule had nothing to find here, and not only nothing to go by. */
function canTell(
  rule: Rule,
  { scope, comment }: IgnoreComment,
  { context: { settings, project, shipped }, places, knowsImages }: Surroundings,
): boolean {
  if (severityOf(rule, settings) === "off" || rule.id === unusedIgnore.id || !knowsImages)
    return false;
  if (rule.id === "copy-everything" && (!project.contextKnown || project.hasIgnoreFile === null))
    return false;
  const { allow, deny } = settings.registries;
  if (rule.id === "unapproved-registry" && allow.length + deny.length === 0) return false;
  if (settings.targets.length === 0) return true;
  // Stages that ship at other times are not looked at while only some are asked for.
  const stage = places.stageFor(comment.span.start);
  return scope !== "file" && stage !== null && shippedParts(shipped).includes(stage);
}

/** Takes names out of a comment, and the whole line where no name is left. */
function removal(
  { comment, rules, listSpan }: IgnoreComment,
  superfluous: ReadonlySet<IgnoreComment["rules"][number]>,
  dockerfile: Dockerfile,
): RuleFix {
  const left = rules.filter((rule) => !superfluous.has(rule)).map(({ name }) => name);
  const title = left.length === 0 ? "Remove this comment" : "Remove what hides nothing";
  const edit =
    left.length === 0
      ? { span: lineSpan(comment.line, dockerfile), newText: "" }
      : { span: listSpan, newText: left.join(",") };
  const safe = left.length > 0 || !keepsDirectiveOff(comment.line, dockerfile);
  return { title, preferred: true, safe, edits: [edit] };
}

function lineSpan(line: number, { text, lineStart, lineCount }: Dockerfile) {
  const start = lineStart(line);
  if (line + 1 < lineCount || line === 0) return { start, end: lineStart(line + 1) };
  const before = text[start - 2] === "\r" ? start - 2 : start - 1;
  return { start: before, end: text.length };
}

/** A comment above `# syntax=…` makes an ordinary comment of it: without it, the line would count. */
function keepsDirectiveOff(line: number, { text, lineStart, directives }: Dockerfile): boolean {
  const next = text.slice(lineStart(line + 1), lineStart(line + 2));
  return line === directives.length && /^\s*#\s*(?:syntax|escape|check)\s*=/i.test(next);
}
