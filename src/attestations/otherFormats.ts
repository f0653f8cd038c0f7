import { isUtf8 } from "node:buffer";
import { decodeBase64 } from "./base64";
import type { Document } from "./document";
import { field } from "./jsonFields";
import { hasList, hasObject, textIn, type Format, type FormatReading } from "./format";
import { isSarif } from "./scans/reports";

/** The formats of which Drydock shows a few facts and otherwise the document itself. */
export const otherFormats: readonly Format[] = [
  {
    matches: (value) => textIn(value, "verificationResult") !== "" && hasObject(value, "verifier"),
    read: (predicate) =>
      other("Verification summary", {
        result: predicate.text("verificationResult"),
        verifier: predicate.at("verifier").text("id"),
        levels: predicate.texts("verifiedLevels").join(", "),
        resource: predicate.text("resourceUri"),
        policy: predicate.at("policy").text("uri"),
        verified: predicate.text("timeVerified"),
      }),
  },
  {
    // CTRF, the common test report format.
    matches: (value) =>
      hasObject(field(value, "results"), "summary") && hasObject(field(value, "results"), "tool"),
    read: (report) => {
      const results = report.at("results");
      const summary = results.at("summary");
      return other("Test results", {
        tool: results.at("tool").text("name"),
        tests: summary.scalar("tests"),
        passed: summary.scalar("passed"),
        failed: summary.scalar("failed"),
        skipped: summary.scalar("skipped"),
      });
    },
  },
  {
    matches: (value) => textIn(field(value, "scanner"), "report") !== "",
    read: (predicate) => {
      const scanner = predicate.at("scanner");
      const report = decode(scanner.text("report") ?? "");
      if (report === null) predicate.problems.add("The report in it is not text in base64.");
      return other("Virus scan", { scanner: scanner.text("uri"), ...clamFacts(report ?? "") });
    },
  },
  {
    matches: (value) => textIn(value, "schema_version") !== "" && hasList(value, "affected"),
    read: (advisory) =>
      other("OSV advisory", {
        id: advisory.text("id"),
        aliases: advisory.texts("aliases").join(", "),
        modified: advisory.text("modified"),
        affected: String(advisory.list("affected").length),
      }),
  },
  {
    matches: isSarif,
    read: (log) => {
      const runs = log.objects("runs");
      return other("SARIF report", {
        tool: runs[0]?.at("tool").at("driver").text("name") ?? null,
        results: String(runs.reduce((sum, run) => sum + run.list("results").length, 0)),
      });
    },
  },
  {
    matches: (value) => textIn(value, "payloadType") !== "" && textIn(value, "payload") !== "",
    read: (envelope) =>
      other("DSSE envelope", {
        payload: envelope.text("payloadType"),
        signatures: String(envelope.list("signatures").length),
      }),
  },
  {
    matches: (value) => textIn(value, "predicateType") !== "" && hasList(value, "subject"),
    read: (statement) =>
      other("in-toto statement", {
        predicate: statement.text("predicateType"),
        subjects: String(statement.list("subject").length),
      }),
  },
  {
    matches: (value) =>
      textIn(value, "mediaType").startsWith("application/vnd.dev.sigstore.bundle"),
    read: (bundle) => other("Sigstore bundle", { type: bundle.text("mediaType") }),
  },
  {
    matches: (value) => hasObject(field(value, "critical"), "image"),
    read: (payload) => {
      const critical = payload.at("critical");
      return other("Simple signing payload", {
        type: critical.text("type"),
        image: critical.at("image").text("docker-manifest-digest"),
        reference: critical.at("identity").text("docker-reference"),
      });
    },
  },
  {
    matches: (value) => field(value, "schemaVersion") === 2 && hasList(value, "manifests"),
    read: (index) => other("Image index", { manifests: String(index.list("manifests").length) }),
  },
];

function other(name: string, facts: Readonly<Record<string, string | null>>): FormatReading {
  const stated = Object.entries(facts).filter(
    (fact): fact is [string, string] => fact[1] !== null && fact[1] !== "",
  );
  const document: Document = { kind: "other", name, summary: Object.fromEntries(stated) };
  return { format: name, documents: [document] };
}

/** The lines `Infected files: 0` at the end of what ClamAV writes. */
function clamFacts(report: string): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const line of report.slice(-4096).split("\n")) {
    const match =
      /^(Known viruses|Engine version|Scanned files|Infected files|Start Date): (.*)$/.exec(
        line.trim(),
      );
    if (match !== null) facts[(match[1] ?? "").toLowerCase()] = match[2] ?? "";
  }
  return facts;
}

function decode(base64: string): string | null {
  const bytes = decodeBase64(base64);
  return bytes !== null && isUtf8(bytes) ? Buffer.from(bytes).toString("utf8") : null;
}
