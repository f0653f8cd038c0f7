import assert from "node:assert/strict";
import { parse } from "../../src/dockerfile/parse";
import { type Plan, planOf } from "../../src/harden/plan";
import { replaced } from "../../src/harden/edits";
import type { Severity } from "../../src/lint/finding";
import { lint } from "../../src/lint/lint";
import { requestOf } from "./swapText";

const ranks: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

/** Fails unless a text's plan keeps what every plan has to keep. */
export function checkPlan(text: string, name: string): Plan {
  const plan = planOf(requestOf(text));
  if (plan.edits.length === 0) {
    assert.equal(plan.text, text, name);
    return plan;
  }
  for (const [at, { span }] of plan.edits.entries()) {
    const before = plan.edits[at - 1];
    assert.ok(before === undefined || before.span.end <= span.start, `${name}: edits overlap`);
  }
  assert.equal(replaced(text, plan.edits), plan.text, name);
  assert.equal(parse(plan.text).problems.length, parse(text).problems.length, name);
  assert.ok(gravest(plan.text) <= gravest(text), `${name}: a graver finding`);
  assert.equal(planOf(requestOf(plan.text)).text, plan.text, `${name}: not done in one run`);
  assert.deepEqual(lost(text, plan), [], `${name}: lost instructions`);
  return plan;
}

/** Instructions that an edit takes away, whose like is not in the text after; a made user is, and is said. */
function lost(text: string, { changes, text: after }: Plan): readonly string[] {
  const kept = parse(after).instructions.map(({ keyword, span }) => ({
    keyword,
    written: after.slice(span.start, span.end),
  }));
  const made = changes
    .filter(({ id }) => id === "user" || id === "idle")
    .flatMap(({ edits }) => edits);
  return parse(text).instructions.flatMap(({ keyword, span }) => {
    const written = text.slice(span.start, span.end);
    if (kept.some((it) => it.written === written)) return [];
    const isEdited = changes.some(({ edits }) =>
      edits.some((edit) => edit.span.start <= span.end && span.start <= edit.span.end),
    );
    const isOfUser = made.some(
      (edit) => edit.span.start <= span.start && span.end <= edit.span.end,
    );
    const isRun = keyword === "RUN" && isOfUser;
    const hasLike = kept.some((it) => it.keyword === keyword);
    return isEdited && (isRun || hasLike) ? [] : [written];
  });
}

function gravest(text: string): number {
  return Math.max(-1, ...lint(requestOf(text)).findings.map(({ severity }) => ranks[severity]));
}
