import type { Span } from "../../dockerfile/position";
import type { RuleFix } from "../../lint/rule";
import type { Breakage, BreakageCode } from "../breakage";

export function blocker(
  code: BreakageCode,
  message: string,
  span: Span,
  fix: RuleFix | null = null,
): Breakage {
  return { kind: "blocker", code, message, span, fix };
}

export function warning(
  code: BreakageCode,
  message: string,
  span: Span,
  fix: RuleFix | null = null,
): Breakage {
  return { kind: "warning", code, message, span, fix };
}

/** A fix that puts a text in the place of another, never made without being asked for. */
export function replacing(title: string, span: Span, newText: string): RuleFix {
  return { title, preferred: false, safe: false, edits: [{ span, newText }] };
}
