import type { EvidenceItem } from "../../verify/item";
import type { Vulnerabilities } from "../../verify/vulnerabilities";
import { formatPlatform } from "../registry.js";
import { visible, visibleJson } from "../visible";
import type { EvidenceReport } from "./evidenceReport";
import { summaryOf } from "./evidenceSummary";
import { vulnerabilitiesJson } from "./vulnerabilitiesJson";

/** `drydock inspect --format json`, version 1; `vulnerabilities` is null where nobody looked for any. */
export function formatInspectJson(
  report: EvidenceReport,
  vulnerabilities: Vulnerabilities | null,
  more: readonly string[],
): string {
  const { problems, ...rest } = shape(report);
  return `${visibleJson({
    ...rest,
    vulnerabilities: vulnerabilities === null ? null : vulnerabilitiesJson(vulnerabilities),
    problems: [...problems, ...more.map((message) => ({ message: visible(message) }))],
  })}\n`;
}

/** `drydock verify --format json`, version 1: as `inspect`, with the verdict. */
export function formatVerifyJson(report: EvidenceReport): string {
  return `${visibleJson(verifyJson(report))}\n`;
}

/** The same before it is a text. */
export function verifyJson(report: EvidenceReport) {
  const { verdict, reasons, required, rule } = report.result;
  const { version, source, ...rest } = shape(report);
  return {
    version,
    source,
    verdict,
    reasons: reasons.map(visible),
    required,
    policy: rule === null ? null : { name: rule.name, images: rule.images || null },
    ...rest,
  };
}

function shape({ source, image, looks, result }: EvidenceReport) {
  const digest = image?.index?.digest ?? image?.manifest.digest ?? null;
  return {
    version: 1,
    source,
    resolved:
      image === null || image.repository === null || digest === null
        ? digest
        : `${image.repository}@${digest}`,
    platform: image?.platform == null ? null : formatPlatform(image.platform),
    manifest: image?.manifest.digest ?? null,
    checkedAt: image?.checkedAt.toISOString() ?? null,
    evidence: result.items.map(evidenceOf),
    looked: looks.map(({ place, url, answer }) => ({ place, url, answer })),
    problems: result.problems.map((message) => ({ message: visible(message) })),
  };
}

function evidenceOf(item: EvidenceItem) {
  const { kind, predicateType, format, digest, place, location, verdict, signer, checks } = item;
  return {
    kind,
    predicateType,
    format,
    digest,
    place,
    location,
    verdict,
    signer: signer === null ? null : withoutKind(signer),
    signedAt: item.signedAt.map((time) => time.toISOString()),
    checks: checks.map((check) => ({
      name: check.name,
      result: check.result,
      expected: check.expected,
      found: check.found,
    })),
    level: item.level,
    summary: summaryOf(item),
    problems: item.problems,
  };
}

function withoutKind(signer: NonNullable<EvidenceItem["signer"]>) {
  return signer.kind === "key"
    ? { key: signer.key }
    : { identity: signer.identity, issuer: signer.issuer };
}
