import { mirrorProblem, type Mirrors } from "../image/mirrors";
import type { Severity } from "../lint/finding";
import { defaultSettings, mergeFamilies, type LintSettings, type Profile } from "../lint/settings";
import type { Configuration } from "../project/configuration";

/** The values of `drydock.*` as VS Code hands them out: whatever somebody wrote into settings.json. */
export interface WrittenSettings {
  readonly profile: unknown;
  readonly rules: unknown;
  readonly targets: unknown;
  readonly registries: unknown;
  readonly family: unknown;
  readonly families: unknown;
  readonly mirrors: unknown;
}

/** What a `.drydock.yaml` says wins over settings, and these over the defaults; rules and mirrors one by one. */
export function mergeSettings(written: WrittenSettings, file: Configuration | null): LintSettings {
  const { allow, deny } = asRecord(written.registries);
  return {
    profile: file?.profile ?? oneOf(profiles, written.profile) ?? defaultSettings.profile,
    rules: { ...severities(written.rules), ...file?.rules },
    targets: file?.targets ?? words(written.targets),
    registries: {
      allow: file?.registries.allow ?? words(allow),
      deny: file?.registries.deny ?? words(deny),
    },
    ...mergeFamilies(file, {
      family: word(written.family),
      families: some(words(written.families)),
    }),
    mirrors: { ...mirrorsOf(written.mirrors).good, ...file?.mirrors },
    requireDigest: file?.requireDigest ?? defaultSettings.requireDigest,
  };
}

/** The settings for somebody else's text, in which nothing is to be mended: only secrets are marked, as information. */
export function foreignSettings(settings: LintSettings): LintSettings {
  const isOff = settings.rules[secrets] === "off";
  return { ...settings, profile: "off", rules: isOff ? {} : { [secrets]: "information" } };
}

const secrets = "secret-in-image";

/** The mirrors of a setting that can be used, and a sentence for each that can't. */
export function mirrorsOf(value: unknown): {
  readonly good: Mirrors;
  readonly problems: readonly string[];
} {
  const judged = Object.entries(asRecord(value)).map(([from, to]) => {
    const problem = mirrorProblem(from, typeof to === "string" ? to : "");
    return { from, to, problem: problem === null ? null : `drydock.mirrors ${problem}.` };
  });
  return {
    good: Object.fromEntries(
      judged.flatMap(({ from, to, problem }) => (problem === null ? [[from, String(to)]] : [])),
    ),
    problems: judged.flatMap(({ problem }) => problem ?? []),
  };
}

const profiles: readonly Profile[] = ["recommended", "strict", "off"];
const severityNames: readonly (Severity | "off")[] = [
  "off",
  "hint",
  "information",
  "warning",
  "error",
];

function severities(value: unknown): Record<string, Severity | "off"> {
  return Object.fromEntries(
    Object.entries(asRecord(value)).flatMap(([id, written]) => {
      const severity = oneOf(severityNames, written);
      return severity === null ? [] : [[id, severity] as const];
    }),
  );
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): T | null {
  return choices.find((choice) => choice === value) ?? null;
}

/** The words of a list; what else somebody wrote into it is left out. */
export function words(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => word(one) !== null) : [];
}

/** An empty list, the default of a setting, says nothing. */
function some(list: string[]): string[] | null {
  return list.length === 0 ? null : list;
}

function word(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
