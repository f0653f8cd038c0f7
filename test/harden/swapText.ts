import { replaced } from "../../src/harden/edits";
import { chooseCounterparts } from "../../src/harden/families";
import { type FileSwaps, swapsOf, type SwapOptions } from "../../src/harden/swap";
import { contextOf } from "../../src/lint/reading";
import type { LintRequest } from "../../src/lint/result";
import { defaultSettings } from "../../src/lint/settings";
import { noProjectFacts } from "../../src/project/facts";
import { catalog } from "../lint/check";

/** A request as of a fixed day, with the catalog that ships. */
export function requestOf(text: string, changes: Partial<LintRequest> = {}): LintRequest {
  return {
    text,
    catalog: catalog(),
    choose: chooseCounterparts,
    settings: { ...defaultSettings, profile: "strict" },
    project: noProjectFacts,
    today: new Date("2026-11-23T00:00:00Z"),
    ...changes,
  };
}

/** A text with all its swaps made, as `drydock fix --swap` makes them. */
export function swapped(
  text: string,
  options: SwapOptions = {},
  changes: Partial<LintRequest> = {},
): { readonly file: FileSwaps; readonly after: string } {
  const file = swapsOf(requestOf(text, changes), { families: ["dhi"], ...options });
  return { file, after: replaced(text, file.edits) };
}

/** What breaks in a file, one line each: `3 blocker run: …`, lines from 1. */
export function breakage(text: string, options: SwapOptions = {}): string[] {
  const request = requestOf(text);
  const { swaps } = swapsOf(request, { families: ["dhi"], ...options });
  const { dockerfile } = contextOf(request);
  return swaps.flatMap(({ blockers, warnings }) =>
    [...blockers, ...warnings].map(
      ({ kind, code, message, span }) =>
        `${dockerfile.rangeOf(span).start.line + 1} ${kind} ${code}: ${message}`,
    ),
  );
}
