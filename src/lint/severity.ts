import type { Severity } from "./finding";
import type { Rule } from "./rule";
import type { LintSettings } from "./settings";

/** Settings win over the profile; the profile `off` leaves only what settings switch on. */
export function severityOf(rule: Rule, settings: LintSettings): Severity | "off" {
  const own = Object.hasOwn(settings.rules, rule.id) ? settings.rules[rule.id] : undefined;
  if (own !== undefined) return own;
  return settings.profile === "off" ? "off" : rule.severity[settings.profile];
}
