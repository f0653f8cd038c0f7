import type { Fields } from "../fields";
import { parsePurl } from "../purl";
import { isPartOfName, joinGroup } from "../sbom/names";
import { aboutOf } from "./about";
import type { Scan, Vulnerability } from "./model";
import { rated } from "./rating";
import { readScore, readSeverity } from "./severity";

/**
 * Reads the vulnerabilities that Docker Scout writes (predicate
 * https://scout.docker.com/vulnerabilities/v0.1): for each package, what is known of it. The format is not
 * documented; this is what it was seen to hold in November 2026.
 */
export function readScoutVulnerabilities(packages: readonly Fields[]): Scan {
  return {
    scanner: "Docker Scout",
    finished: null,
    findings: packages.flatMap((one) =>
      one.objects("vulnerabilities").map((fields) => readFinding(fields, one.word("purl"))),
    ),
  };
}

function readFinding(fields: Fields, purl: string | null): Vulnerability {
  const cvss = fields.at("cvss");
  const written = cvss.scalar("score");
  const score = written === null || written === "" ? null : readScore(Number(written));
  const parsed = purl === null ? null : parsePurl(purl);
  return {
    id: fields.word("source_id") ?? fields.text("id") ?? "",
    aliases: fields.texts("aliases"),
    ...rated(readSeverity(cvss.text("severity")), score, [cvss.text("vector") ?? ""]),
    package:
      parsed === null
        ? null
        : {
            name: isPartOfName(parsed.type)
              ? joinGroup(parsed.namespace, parsed.name, parsed.type)
              : parsed.name,
            version: parsed.version,
            purl,
          },
    fixedIn: fields.word("fixed_by"),
    ...aboutOf(fields.text("description"), [fields.text("url")]),
  };
}
