import type * as vscode from "vscode";
import { planOf, type Plan } from "../harden/plan";
import type { LintRequest } from "../lint/result";
import { isDockerfile } from "./documents";
import type { Linted, Linter } from "./linter";
import { readPackageFile } from "./packageFile";

/** The plan for a document, as of one version of it. */
export interface DocumentPlan {
  readonly linted: Linted;
  readonly plan: Plan;
}

interface Made {
  readonly plan: Plan;
  /** What package.json said; null where it was not asked, or there is none. */
  readonly packageText: string | null;
}

const cache = new WeakMap<LintRequest, Made>();

/** The plan with what package.json says now; asked again for the same it is not worked out again. */
export async function planFor(request: LintRequest, dockerfile: vscode.Uri): Promise<Plan> {
  const packageJson = await readPackageFile(dockerfile, request.project);
  const packageText = packageJson?.text ?? null;
  const known = cache.get(request);
  if (known?.packageText === packageText) return known.plan;
  const plan = planOf(request, { packageJson });
  cache.set(request, { plan, packageText });
  return plan;
}

/** Works out the plan for a document; null where Drydock is off or the document is none of ours. */
export async function planIn(
  linter: Linter,
  document: vscode.TextDocument,
): Promise<DocumentPlan | null> {
  if (!isDockerfile(document)) return null;
  const linted = await linter.lint(document);
  if (linted === null) return null;
  return { linted, plan: await planFor(linted.request, document.uri) };
}

/** The plan as it is known, or without package.json, where having it costs no one a noticeable wait: it is known, or the file is short. */
export function planAtHand(request: LintRequest): Plan | null {
  const known = cache.get(request)?.plan ?? null;
  if (known !== null || request.text.length > shortLength) return known;
  const plan = planOf(request);
  cache.set(request, { plan, packageText: null });
  return plan;
}

/** Two hundred lines and more. */
const shortLength = 10_000;
