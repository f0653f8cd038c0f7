import type { Fields } from "../fields";
import type { Component, Sbom } from "../sbom/model";
import { readAliases } from "../vex/cycloneDx";
import { aboutOf } from "./about";
import type { Scan, Vulnerability } from "./model";
import { rated } from "./rating";
import { readScore, readSeverity } from "./severity";

/** The vulnerabilities of CycloneDX 1.4 to 1.7 that have no analysis: what a scanner found. */
export function readCycloneDxScan(document: Fields, sbom: Sbom): Scan {
  const components = new Map(sbom.components.map((component) => [component.id, component]));
  return {
    scanner: sbom.tools[0] ?? null,
    finished: sbom.created,
    findings: document
      .objects("vulnerabilities")
      .filter((vulnerability) => !vulnerability.at("analysis").has("state"))
      .flatMap((vulnerability) => readFindings(vulnerability, components)),
  };
}

/** One for each component that it affects. */
function readFindings(fields: Fields, components: ReadonlyMap<string, Component>): Vulnerability[] {
  const id = fields.text("id") ?? "";
  const ratings = fields.objects("ratings");
  const scores = ratings.flatMap((rating) => readScore(rating.number("score")) ?? []);
  const score = scores.length === 0 ? null : scores.reduce((one, other) => Math.max(one, other));
  const severity = ratings
    .map((rating) => readSeverity(rating.text("severity")))
    .find((word) => word !== "unknown");
  const aliases = readAliases(fields, id);
  const affected = fields.objects("affects").map((one) => one.text("ref") ?? "");
  const finding = {
    id,
    aliases,
    ...rated(
      severity ?? "unknown",
      score,
      ratings.flatMap((rating) => rating.text("vector") ?? []),
    ),
    fixedIn: null,
    ...aboutOf(fields.text("description"), [
      fields.at("source").text("url"),
      ...fields.objects("advisories").map((advisory) => advisory.text("url")),
    ]),
  };
  if (affected.length === 0) return [{ ...finding, package: null }];
  return affected.map((reference) => {
    const component = components.get(reference);
    return {
      ...finding,
      package:
        component === undefined
          ? {
              name: reference,
              version: null,
              purl: reference.startsWith("pkg:") ? reference : null,
            }
          : { name: component.name, version: component.version, purl: component.purl },
    };
  });
}
