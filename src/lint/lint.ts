import type { Dockerfile, Problem, Stage } from "../dockerfile/model";
import type { Range, Span } from "../dockerfile/position";
import { formatReference, parseReference, withDefaultTag } from "../image/reference";
import type { Finding, Fix, Severity } from "./finding";
import { contextOf } from "./reading";
import type { LintRequest, LintResult, StageReport } from "./result";
import type { Rule, RuleContext, RuleFinding, RuleFix } from "./rule";
import { rules } from "./rules/index";
import { unusedIgnore } from "./rules/unusedIgnore";
import { severityOf } from "./severity";
import { suppress } from "./suppression";

/**
 * Lints one Dockerfile: text and knowledge in, findings out. Never throws and reaches out for nothing.
 *
 * @returns findings in the order of the file, what BuildKit would refuse, and a report of each stage
 */
export function lint(request: LintRequest): LintResult {
  const context = contextOf(request);
  const { dockerfile } = context;
  const found: Finding[] = [];
  for (const rule of rules) {
    const severity = severityOf(rule, request.settings);
    if (severity === "off") continue;
    for (const finding of rule.check(context))
      found.push(toFinding(rule, severity, finding, dockerfile.rangeOf));
  }
  const knowsImages = request.catalog !== null;
  const { findings, suppressed, unused } = suppress(context, found, rules, knowsImages);
  const severity = severityOf(unusedIgnore, request.settings);
  const superfluous =
    severity === "off"
      ? []
      : unused.map((finding) => toFinding(unusedIgnore, severity, finding, dockerfile.rangeOf));
  return {
    stages: dockerfile.stages.map((stage) => report(stage, context)),
    findings: [...findings, ...superfluous].sort(inOrder),
    suppressed,
    problems: problemsOf(dockerfile),
  };
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** What a rule yields with its severity, and with lines and characters in place of offsets. */
export function toFinding(
  rule: Rule,
  severity: Severity,
  finding: RuleFinding,
  rangeOf: (span: Span) => Range,
): Finding {
  const milder = finding.severity;
  return {
    rule: rule.id,
    severity: milder !== undefined && ranks[milder] > ranks[severity] ? milder : severity,
    message: finding.message,
    stage: finding.stage?.index ?? null,
    range: rangeOf(finding.span),
    related: (finding.related ?? []).map(({ message, span }) => ({
      message,
      range: rangeOf(span),
    })),
    fixes: (finding.fixes ?? []).map((fix) => toFix(fix, rangeOf)),
    tags: finding.tags ?? [],
  };
}

/** A fix with lines and characters in place of offsets. */
export function toFix(fix: RuleFix, rangeOf: (span: Span) => Range): Fix {
  const { title, preferred, safe, edits } = fix;
  return {
    title,
    preferred,
    safe,
    edits: edits.map(({ span, newText }) => ({ range: rangeOf(span), newText })),
  };
}

function report(stage: Stage, context: RuleContext): StageReport {
  const { value, privilege, origin, span } = context.user(stage);
  return {
    index: stage.index,
    name: stage.name,
    ships: context.shipped.some((shipped) => shipped.stage === stage),
    base: {
      written: stage.image?.text ?? "",
      resolved: stage.base.kind === "image" ? resolved(stage.base.reference) : null,
      kind:
        stage.base.kind === "image" && resolved(stage.base.reference) === null
          ? "unknown"
          : stage.base.kind,
    },
    user: {
      value,
      privilege,
      origin,
      line: span === null ? null : context.dockerfile.rangeOf(span).start.line,
    },
  };
}

function resolved(text: string): string | null {
  const reference = parseReference(text);
  return reference === null ? null : formatReference(withDefaultTag(reference));
}

/** FROM of what is neither a stage nor a reference: a stage's name in capitals, for one. */
function referenceProblems({ stages, stageNamed }: Dockerfile): readonly Problem[] {
  return stages.flatMap(({ base, image, index }) => {
    if (base.kind !== "image" || !base.complete || image === null) return [];
    if (parseReference(base.reference) !== null) return [];
    const meant = stageNamed(base.reference);
    const isStage = meant !== null && meant.index < index && meant.name !== base.reference;
    const hint = isStage ? `: the stage is called ${meant.name ?? ""}` : "";
    return [{ message: `${image.text} is no image reference${hint}.`, span: image.span }];
  });
}

function problemsOf(dockerfile: Dockerfile): LintResult["problems"] {
  const { syntax } = Object.fromEntries(
    dockerfile.directives.map(({ name, value }) => [name, value]),
  );
  // Another frontend has another language: what BuildKit's own would refuse means nothing there.
  if (
    syntax !== undefined &&
    !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::|@|$)/.test(syntax)
  )
    return [];
  return [...dockerfile.problems, ...referenceProblems(dockerfile)]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ message, span }) => ({ message, range: dockerfile.rangeOf(span) }));
}

/** By place, then by rule. */
export function inOrder(a: Finding, b: Finding): number {
  const { start: left } = a.range;
  const { start: right } = b.range;
  return left.line - right.line || left.character - right.character || compare(a.rule, b.rule);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
