import type { Edit, Finding } from "../lint/finding";
import type { IgnoreScope } from "../lint/ignoreComments";
import { ignoreEdit } from "../lint/ignoreEdit";
import { contextOf } from "../lint/reading";
import type { LintRequest } from "../lint/result";
import { serviceIgnoreEdit } from "../lint/serviceIgnores";

/** The edit that hides a finding with a comment of our own; null where there is none to write. */
export function ignoreEditFor(
  request: LintRequest,
  finding: Finding,
  scope: IgnoreScope,
): Edit | null {
  const { text, services } = request;
  const { dockerfile } = contextOf(request);
  // What hides it in the only stage is what hides it in the file.
  if (scope === "stage" && dockerfile.stages.length < 2) return null;
  return services === undefined
    ? ignoreEdit(dockerfile, finding, scope)
    : serviceIgnoreEdit(text, services.file, finding, scope);
}
