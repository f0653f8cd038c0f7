import { evidenceKinds, mostDays, mostLevel, type Demands } from "./demands";
import { largestText } from "./names";
import type { YamlEntry, YamlMap, YamlValue } from "./yamlText";
import { readYaml } from "./yamlText";

export { configurationNames, configurationPaths } from "./names";

export const profiles = ["recommended", "strict", "off"] as const;
export const ruleSeverities = ["off", "hint", "information", "warning", "error"] as const;
export type ConfiguredProfile = (typeof profiles)[number];
export type RuleSeverity = (typeof ruleSeverities)[number];

/** What a `.drydock.yaml` decides; null: the file leaves it to settings and defaults. */
export interface Configuration {
  readonly profile: ConfiguredProfile | null;
  /** Rule id → severity, only for the rules that the file gives one. */
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  /** `unpinned-base: { digest: true }`: a digest is asked for as well. */
  readonly requireDigest: boolean | null;
  readonly targets: readonly string[] | null;
  readonly registries: {
    readonly allow: readonly string[] | null;
    readonly deny: readonly string[] | null;
  };
  readonly family: string | null;
  /** The families that are on, in order. */
  readonly families: readonly string[] | null;
  /** The beginning of an image's name → what stands in its place in a registry of one's own. */
  readonly mirrors: Readonly<Record<string, string>> | null;
  readonly evidence: Demands;
}

export const emptyConfiguration: Configuration = {
  profile: null,
  rules: {},
  requireDigest: null,
  targets: null,
  registries: { allow: null, deny: null },
  family: null,
  families: null,
  mirrors: null,
  evidence: { require: null, level: null, maxAgeDays: null },
};

export interface ConfigurationProblem {
  /** As the caller named it. */
  readonly file: string;
  /** From 0. */
  readonly line: number;
  /** `rules.root-user`; empty for the file as a whole. */
  readonly key: string;
  /** A sentence that names the key and what is allowed. */
  readonly message: string;
  readonly allowed: readonly string[];
}

export interface ConfigurationReading {
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

/** The names that a configuration may use. */
export interface KnownNames {
  readonly rules: readonly string[];
  /** Left out: any word. */
  readonly families?: readonly string[];
  /** What is wrong with a mirror, as the end of a sentence; left out: nothing is. */
  readonly mirrorProblem?: (from: string, to: string) => string | null;
}

/** Options of single rules, beside `severity`; all of them are true or false. */
export const ruleOptions: ReadonlyMap<string, readonly string[]> = new Map([
  ["unpinned-base", ["digest"]],
]);

/**
 * Reads a configuration. Never throws: a bad value gives a problem and counts as left out, the rest
 * is kept; a text that is no YAML counts as empty, since what is left of it is a guess.
 *
 * @param file How problems name the file.
 */
export function readConfiguration(
  text: string,
  file: string,
  known: KnownNames,
): ConfigurationReading {
  const problems: ConfigurationProblem[] = [];
  const report: Report = (line, key, message, allowed = []) => {
    if (problems.length < mostProblems) problems.push({ file, line, key, message, allowed });
  };
  if (text.length > largestText) {
    report(0, "", `The file is longer than ${largestText} characters and is ignored.`);
    return { configuration: emptyConfiguration, problems };
  }
  const yaml = readYaml(text);
  const [root, second] = yaml.roots;
  let configuration = emptyConfiguration;
  if (root !== undefined && root.kind === "map") {
    configuration = readRoot(root, known, report);
  } else if (root !== undefined && root.kind !== "null") {
    report(root.line, "", "The file has to be a map of keys to values.", keys);
  }
  if (second !== undefined) report(second.line, "", "Only the first document of the file counts.");
  for (const { line, message } of yaml.problems) {
    report(line, "", `The file is no valid YAML and is ignored: ${message}`);
  }
  return {
    configuration: yaml.problems.length > 0 ? emptyConfiguration : configuration,
    problems: problems.sort((one, other) => one.line - other.line),
  };
}

/** Nobody reads more, and a file may hold very many. */
const mostProblems = 50;

type Report = (line: number, key: string, message: string, allowed?: readonly string[]) => void;

const keys = [
  "profile",
  "rules",
  "targets",
  "registries",
  "family",
  "families",
  "mirrors",
  "evidence",
];
/** A file that comes with a repository must not say where we connect to, or whom we trust. */
const userKeys = ["online", "policy", "trust", "insecureRegistries"];

function readRoot(root: YamlMap, known: KnownNames, report: Report): Configuration {
  checkKeys(root, "", keys, report);
  const entry = (key: string): YamlEntry | undefined => root.entries.get(key);
  const rules = readRules(entry("rules"), known.rules, report);
  return {
    profile: readChoice(entry("profile"), "profile", profiles, report),
    rules: rules.severities,
    requireDigest: rules.requireDigest,
    targets: readWords(entry("targets"), "targets", report),
    registries: readRegistries(entry("registries"), report),
    family: readFamily(entry("family"), known.families, report),
    families: readFamilies(entry("families"), known.families, report),
    mirrors: readMirrors(entry("mirrors"), known.mirrorProblem, report),
    evidence: readDemands(entry("evidence"), report),
  };
}

function checkKeys(map: YamlMap, path: string, allowed: readonly string[], report: Report): void {
  for (const { key, line } of map.duplicates) {
    report(line, path + key, `"${path}${key}" is written twice: the last one counts.`);
  }
  for (const [key, { line }] of map.entries) {
    if (allowed.includes(key)) continue;
    const message =
      path === "" && userKeys.includes(key)
        ? `"${key}" exists only as a user-level setting: a file in a repository can't set it.`
        : `"${path}${key}" is unknown. Known here: ${list(allowed)}.`;
    report(line, path + key, message, allowed);
  }
}

function readRules(
  entry: YamlEntry | undefined,
  known: readonly string[],
  report: Report,
): { severities: Record<string, RuleSeverity>; requireDigest: boolean | null } {
  const map = readMap(entry, "rules", known, report);
  const severities: [string, RuleSeverity][] = [];
  let requireDigest: boolean | null = null;
  for (const [id, rule] of map?.entries ?? []) {
    if (!known.includes(id)) continue;
    const options = ruleOptions.get(id) ?? [];
    const key = `rules.${id}`;
    if (rule.value.kind === "null") continue;
    if (rule.value.kind !== "map") {
      const severity = readChoice(rule, key, ruleSeverities, report);
      if (severity !== null) severities.push([id, severity]);
      continue;
    }
    const { entries } = rule.value;
    checkKeys(rule.value, `${key}.`, ["severity", ...options], report);
    const severity = readChoice(entries.get("severity"), `${key}.severity`, ruleSeverities, report);
    if (severity !== null) severities.push([id, severity]);
    if (options.includes("digest")) {
      requireDigest = readBoolean(entries.get("digest"), `${key}.digest`, report);
    }
  }
  return { severities: Object.fromEntries(severities), requireDigest };
}

function readRegistries(entry: YamlEntry | undefined, report: Report): Configuration["registries"] {
  const map = readMap(entry, "registries", ["allow", "deny"], report);
  return {
    allow: readWords(map?.entries.get("allow"), "registries.allow", report),
    deny: readWords(map?.entries.get("deny"), "registries.deny", report),
  };
}

function readDemands(entry: YamlEntry | undefined, report: Report): Demands {
  const map = readMap(entry, "evidence", ["require", "level", "maxAgeDays"], report);
  const required = map?.entries.get("require");
  const words = readWords(required, "evidence.require", report);
  for (const word of words ?? []) {
    if (evidenceKinds.some((kind) => kind === word)) continue;
    const message = `"evidence.require" can't have ${word}. Allowed: ${list(evidenceKinds)}.`;
    report(required?.line ?? 0, "evidence.require", message, evidenceKinds);
  }
  return {
    require: words === null ? null : evidenceKinds.filter((kind) => words.includes(kind)),
    level: readCount(map?.entries.get("level"), "evidence.level", mostLevel, report),
    maxAgeDays: readCount(map?.entries.get("maxAgeDays"), "evidence.maxAgeDays", mostDays, report),
  };
}

function readCount(
  entry: YamlEntry | undefined,
  key: string,
  most: number,
  report: Report,
): number | null {
  if (entry === undefined || entry.value.kind === "null") return null;
  const written = describe(entry.value);
  const number = entry.value.kind === "other" && /^\d+$/.test(written) ? Number(written) : 0;
  if (number >= 1 && number <= most) return number;
  report(entry.line, key, `"${key}" has to be a whole number from 1 to ${most}.`);
  return null;
}

function readFamily(
  entry: YamlEntry | undefined,
  families: readonly string[] | undefined,
  report: Report,
): string | null {
  if (families !== undefined) return readChoice(entry, "family", families, report);
  if (entry === undefined || entry.value.kind === "null") return null;
  if (entry.value.kind === "text" && /^[a-z0-9-]+$/.test(entry.value.text)) return entry.value.text;
  report(entry.line, "family", `"family" has to be the name of a family, such as dhi.`, ["dhi"]);
  return null;
}

/** Each of them once; one that is not known is left out. */
function readFamilies(
  entry: YamlEntry | undefined,
  families: readonly string[] | undefined,
  report: Report,
): string[] | null {
  const words = readWords(entry, "families", report);
  if (entry === undefined || words === null) return null;
  const isKnown = (word: string) => families?.includes(word) ?? true;
  for (const word of words.filter((it) => !isKnown(it)))
    report(
      entry.line,
      "families",
      `"families" can't have ${word}. Known: ${list(families ?? [])}.`,
      families,
    );
  return [...new Set(words.filter(isKnown))];
}

function readMirrors(
  entry: YamlEntry | undefined,
  problemOf: KnownNames["mirrorProblem"] = () => null,
  report: Report,
): Record<string, string> | null {
  if (entry === undefined || entry.value.kind === "null") return null;
  if (entry.value.kind !== "map") {
    report(
      entry.line,
      "mirrors",
      `"mirrors" has to be a map, such as dhi.io/: docker.io/acme/dhi-.`,
    );
    return null;
  }
  const mirrors: [string, string][] = [];
  for (const [from, { value, line }] of entry.value.entries) {
    const to = value.kind === "text" ? value.text : "";
    const problem =
      value.kind === "map" || value.kind === "list"
        ? `has ${describe(value)} where a name has to be`
        : problemOf(from, to);
    if (problem === null) mirrors.push([from, to]);
    else report(line, "mirrors", `"mirrors" ${problem}.`);
  }
  return Object.fromEntries(mirrors);
}

function readMap(
  entry: YamlEntry | undefined,
  key: string,
  allowed: readonly string[],
  report: Report,
): YamlMap | null {
  if (entry === undefined || entry.value.kind === "null") return null;
  if (entry.value.kind === "map") {
    checkKeys(entry.value, `${key}.`, allowed, report);
    return entry.value;
  }
  report(entry.line, key, `"${key}" has to be a map. Known here: ${list(allowed)}.`, allowed);
  return null;
}

function readChoice<T extends string>(
  entry: YamlEntry | undefined,
  key: string,
  choices: readonly T[],
  report: Report,
): T | null {
  if (entry === undefined || entry.value.kind === "null") return null;
  const written = describe(entry.value);
  const choice = choices.find((candidate) => candidate === written);
  if (choice !== undefined) return choice;
  report(entry.line, key, `"${key}" can't be ${written}. Allowed: ${list(choices)}.`, choices);
  return null;
}

function readBoolean(entry: YamlEntry | undefined, key: string, report: Report): boolean | null {
  if (entry === undefined || entry.value.kind === "null") return null;
  if (entry.value.kind === "boolean") return entry.value.text.toLowerCase() === "true";
  const allowed = ["true", "false"];
  report(entry.line, key, `"${key}" has to be true or false.`, allowed);
  return null;
}

/** A list of words. A word that is none is left out; no list at all counts as left out. */
function readWords(entry: YamlEntry | undefined, key: string, report: Report): string[] | null {
  if (entry === undefined || entry.value.kind === "null") return null;
  if (entry.value.kind !== "list") {
    report(entry.line, key, `"${key}" has to be a list of words.`);
    return null;
  }
  const words: string[] = [];
  for (const item of entry.value.items) {
    if ((item.kind === "text" || item.kind === "other") && item.text.trim() !== "") {
      words.push(item.text);
    } else {
      report(item.line, key, `"${key}" has to be a list of words: this is ${describe(item)}.`);
    }
  }
  return words;
}

function describe(value: YamlValue): string {
  if (value.kind === "map" || value.kind === "list") return `a ${value.kind}`;
  return value.text === "" ? "empty" : value.text;
}

function list(words: readonly string[]): string {
  return words.join(", ");
}
