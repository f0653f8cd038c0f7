import { Lines, rangesIn } from "../dockerfile/lines";
import type { Span } from "../dockerfile/position";
import type { Service } from "../project/serviceFile";
import type { Finding } from "./finding";
import { variableTexts } from "./imageVariables";
import { inOrder, toFinding } from "./lint";
import { contextOf } from "./reading";
import type { LintRequest, LintResult } from "./result";
import type { Rule, RuleContext, RuleFinding } from "./rule";
import { eolBase } from "./rules/eolBase";
import { hardenedAvailable } from "./rules/hardenedAvailable";
import { movedBase } from "./rules/movedBase";
import { unapprovedRegistry } from "./rules/unapprovedRegistry";
import { unpinnedBase } from "./rules/unpinnedBase";
import { unusedIgnore } from "./rules/unusedIgnore";
import { hideIgnored } from "./serviceIgnores";
import { rootServices } from "./serviceRoot";
import type { ServiceText } from "./serviceText";
import { severityOf } from "./severity";

/** A finding in a compose or bake file: its places are those of the file. */
export interface ServiceFinding {
  readonly rule: Rule;
  readonly finding: RuleFinding;
  /** The keys above which a comment hides it: that of the value, and that of the service. */
  readonly keys: readonly Span[];
}

/** The rules that judge an image by its name. */
const imageRules: readonly Rule[] = [
  eolBase,
  movedBase,
  unpinnedBase,
  unapprovedRegistry,
  hardenedAvailable,
];

/**
 * Lints one compose or bake file: the images that it pulls and the users of its services, by the rules
 * for Dockerfiles. Never throws.
 *
 * @returns findings in the order of the file, and as problems what keeps the file from being read
 */
export function lintServices(request: LintRequest, { file: services }: ServiceText): LintResult {
  const context = contextOf(request);
  const lines = new Lines(request.text);
  const wanted = [...imageFindings(context), ...rootServices(context, services, lines)];
  const rangeOf = rangesIn(lines);
  const toReport = ({ rule, finding }: ServiceFinding): Finding[] => {
    const severity = severityOf(rule, request.settings);
    return severity === "off" ? [] : [toFinding(rule, severity, finding, rangeOf)];
  };
  const isOn = ({ rule }: ServiceFinding) => severityOf(rule, request.settings) !== "off";
  const { left, hidden, unused } = hideIgnored(onceEach(wanted.filter(isOn)), services, request);
  const superfluous = unused.map((finding) => ({ rule: unusedIgnore, finding, keys: [] }));
  return {
    stages: [],
    findings: [...left, ...superfluous].flatMap(toReport).sort(inOrder),
    suppressed: hidden,
    problems: services.problems.map(({ message, line }) => {
      const start = { line, character: 0 };
      const end = { line, character: lines.end(line) - lines.start(line) };
      return { message, range: { start, end } };
    }),
  };
}

function* imageFindings(context: RuleContext): Iterable<ServiceFinding> {
  for (const rule of imageRules) {
    for (const finding of rule.check(context)) {
      const service = finding.stage === null ? null : context.service(finding.stage);
      if (service?.image == null) continue;
      // What is handed to a Dockerfile may build or ship there: which image fits is not known here.
      if (rule === hardenedAvailable && service.kind !== "service") continue;
      const keys = [service.image.keySpan, service.keySpan];
      yield { rule, finding: withVariables(placed(finding, context), service), keys };
    }
  }
}

/** With where the values of its image's variables come from. */
function withVariables(finding: RuleFinding, service: Service): RuleFinding {
  const said = variableTexts(service).map((message) => ({ message, span: finding.span }));
  return { ...finding, related: [...(finding.related ?? []), ...said] };
}

/** With its places in the file. */
function placed(finding: RuleFinding, { place }: RuleContext): RuleFinding {
  const { related = [], fixes = [] } = finding;
  const moved = <T extends { readonly span: Span }>(one: T): T => ({
    ...one,
    span: place(one.span),
  });
  return {
    ...moved(finding),
    stage: null,
    related: related.map(moved),
    fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(moved) })),
  };
}

/** Services that share the place of their image share what is said of it. */
function onceEach(findings: readonly ServiceFinding[]): ServiceFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, finding: { span } }) => {
    const key = `${rule.id} ${span.start}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
