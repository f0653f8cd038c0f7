import type * as vscode from "vscode";
import { planOf, type Plan } from "../harden/plan";
import type { LintRequest } from "../lint/result";
import { isDockerfile } from "./documents";
import type { Linted, Linter } from "./linter";

/** The plan for a document, as of one version of it. */
export interface DocumentPlan {
  readonly linted: Linted;
  readonly plan: Plan;
}

const cache = new WeakMap<LintRequest, Plan>();

/** The plan for the file of a request; asked again for the same request it is not worked out again. */
export function planFor(request: LintRequest): Plan {
  const known = cache.get(request);
  if (known !== undefined) return known;
  const plan = planOf(request);
  cache.set(request, plan);
  return plan;
}

/** Works out the plan for a document; null where Drydock is off or the document is none of ours. */
export async function planIn(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<DocumentPlan | null> {
  if (!isDockerfile(document)) return null;
  const linted = await linter.lint(document);
  return linted === null ? null : { linted, plan: planFor(linted.request) };
}

/** The plan, where having it costs no one a noticeable wait: it is known, or the file is short. */
export function planAtHand(request: LintRequest): Plan | null {
  return cache.get(request) ?? (request.text.length <= shortLength ? planFor(request) : null);
}

/** Two hundred lines and more. */
const shortLength = 10_000;
