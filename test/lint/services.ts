import { chooseCounterparts } from "../../src/harden/families";
import { withSwaps } from "../../src/harden/fixes";
import type { LintRequest, LintResult } from "../../src/lint/result";
import { lintServices } from "../../src/lint/services";
import { serviceText } from "../../src/lint/serviceText";
import { defaultSettings } from "../../src/lint/settings";
import { noProjectFacts } from "../../src/project/facts";
import { serviceFileKind } from "../../src/project/names";
import { readServiceFile } from "../../src/project/serviceFile";
import { catalog } from "./check";

/** What a lint of a compose or bake file is asked, as of a fixed day, with the catalog that ships. */
export function serviceRequest(
  text: string,
  changes: Partial<LintRequest> = {},
  path = "compose.yaml",
  beside: readonly string[] = [],
  environment = "",
): LintRequest & { readonly services: NonNullable<LintRequest["services"]> } {
  const file = readServiceFile(text, path, serviceFileKind(path) ?? "compose", beside, environment);
  return {
    text,
    catalog: catalog(),
    choose: chooseCounterparts,
    settings: defaultSettings,
    project: noProjectFacts,
    today: new Date("2026-11-23T00:00:00Z"),
    ...changes,
    services: serviceText(file),
  };
}

/** Lints with the swaps among the fixes, as both edges do. */
export function lintServiceText(...asked: Parameters<typeof serviceRequest>): LintResult {
  const request = serviceRequest(...asked);
  return withSwaps(lintServices(request, request.services), request);
}
