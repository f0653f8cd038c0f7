import { Fields } from "../fields";
import { readJson } from "../json";
import { Problems } from "../problems";
import type { Component } from "../sbom/model";
import { nearestFix } from "../versions/fix";
import { aboutOf } from "./about";
import type { About, Vulnerability } from "./model";
import type { OsvName } from "./osvPackage";
import { rated } from "./rating";
import { readSeverity } from "./severity";

/** A record of OSV, as far as findings need it. */
export interface OsvRecord {
  readonly id: string;
  /** Other names of the same vulnerability, and what it was made from: a distribution's record of a CVE names that. */
  readonly aliases: readonly string[];
  readonly severity: Vulnerability["severity"];
  readonly score: number | null;
  readonly isWithdrawn: boolean;
  readonly about?: About;
  /** Versions with a fix, by the ecosystem and name of the package. */
  readonly fixes: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a record of the OSV schema (ossf.github.io/osv-schema, 1.7). What can't be read gives a record that has
 * the name alone: that OSV lists a vulnerability is known all the same.
 */
export function readOsvRecord(id: string, bytes: Uint8Array | null): OsvRecord {
  const reading = bytes === null ? null : readJson(bytes);
  const record = new Fields(reading?.kind === "read" ? reading.value : undefined, new Problems());
  const affected = record.objects("affected");
  const ratings = [record, ...affected].flatMap((one) => one.objects("severity"));
  const written = ratings.flatMap((rating) => rating.text("score") ?? []);
  const words = [
    record.at("database_specific").text("severity"),
    ...written,
    ...affected.flatMap((one) => {
      const specific = one.at("ecosystem_specific");
      return [specific.text("severity"), specific.text("urgency")];
    }),
  ];
  const word = words.map(readSeverity).find((severity) => severity !== "unknown") ?? "unknown";
  // Of a vector it is known how it was come by.
  const { score, severity } = rated("unknown", null, written);
  return {
    id,
    aliases: [...record.texts("aliases"), ...record.texts("upstream")],
    severity: score === null ? word : severity,
    score,
    isWithdrawn: record.has("withdrawn"),
    fixes: fixesOf(affected),
    ...aboutOf(
      record.text("details") ?? record.text("summary"),
      record.objects("references").map((reference) => reference.text("url")),
    ),
  };
}

/** The finding that a record is of the component that was asked about. */
export function osvFinding(
  { id, aliases, severity, score, fixes, about }: OsvRecord,
  { name, version, purl }: Component,
  asked: OsvName,
): Vulnerability {
  const found = fixes.get(keyOf(asked.ecosystem, asked.name)) ?? [];
  return {
    id,
    aliases,
    severity,
    score,
    package: { name, version, purl },
    fixedIn: nearestFix(purl, asked.version, found),
    ...(about === undefined ? {} : { about }),
  };
}

function fixesOf(affected: readonly Fields[]): Map<string, string[]> {
  const fixes = new Map<string, string[]>();
  for (const one of affected) {
    const named = one.at("package");
    const key = keyOf(named.text("ecosystem") ?? "", named.text("name") ?? "");
    const versions = one
      .objects("ranges")
      // Commits are of another order than versions.
      .filter((range) => range.raw("type") !== "GIT")
      .flatMap((range) => range.objects("events"))
      .flatMap((event) => event.word("fixed") ?? []);
    const known = fixes.get(key);
    if (known === undefined) fixes.set(key, versions);
    else known.push(...versions);
  }
  return fixes;
}

function keyOf(ecosystem: string, name: string): string {
  return JSON.stringify([ecosystem, name]);
}
