import assert from "node:assert/strict";
import type { Instruction } from "../../src/dockerfile/model";
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
  const kept = parse(after).instructions.map((it) => ({
    keyword: it.keyword,
    written: after.slice(it.span.start, it.span.end),
    words: wordsOf(it),
  }));
  const made = changes
    .filter(({ id }) => id === "user" || id === "idle")
    .flatMap(({ edits }) => edits);
  return parse(text).instructions.flatMap((instruction) => {
    const { keyword, span } = instruction;
    const written = text.slice(span.start, span.end);
    if (kept.some((it) => it.written === written)) return [];
    const isEdited = changes.some(({ edits }) =>
      edits.some((edit) => edit.span.start <= span.end && span.start <= edit.span.end),
    );
    const isOfUser = made.some(
      (edit) => edit.span.start <= span.start && span.end <= edit.span.end,
    );
    const isRun = keyword === "RUN" && isOfUser;
    // A runtime image that starts the program itself would take a CMD for its arguments.
    const isLike = (it: (typeof kept)[number]) =>
      keyword === "CMD" && it.keyword === "ENTRYPOINT" && it.words === wordsOf(instruction);
    const hasLike = kept.some((it) => it.keyword === keyword || isLike(it));
    return isEdited && (isRun || hasLike) ? [] : [written];
  });
}

/** What CMD and ENTRYPOINT start, in the one form or the other. */
const wordsOf = ({ json, arguments: { text } }: Instruction): string =>
  json?.join(" ") ?? text.trim().replace(/["']/g, "").replace(/\s+/g, " ");

function gravest(text: string): number {
  return Math.max(-1, ...lint(requestOf(text)).findings.map(({ severity }) => ranks[severity]));
}
