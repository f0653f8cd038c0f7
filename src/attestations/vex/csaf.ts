import type { Fields } from "../fields";
import { readProducts, type Products } from "./csafProducts";
import type { Vex, VexProduct, VexStatement, VexStatus } from "./model";

/**
 * Reads what CSAF 2.0 and 2.1 say of vulnerabilities (docs.oasis-open.org/csaf), whatever profile the
 * document has. Products that share status, reason and remedy are one statement; what the document only
 * recommends is left out.
 */
export function readCsaf(document: Fields): Vex {
  const head = document.at("document");
  const tracking = head.at("tracking");
  const timestamp = tracking.word("current_release_date");
  const products = readProducts(document.at("product_tree"));
  return {
    id: tracking.word("id"),
    author: head.at("publisher").word("name"),
    timestamp,
    version: tracking.scalar("version"),
    statements: document
      .objects("vulnerabilities")
      .flatMap((vulnerability) => readVulnerability(vulnerability, products, timestamp)),
  };
}

function readVulnerability(
  fields: Fields,
  products: Products,
  timestamp: string | null,
): VexStatement[] {
  const ids = fields.objects("ids").flatMap((id) => id.word("text") ?? []);
  const name = fields.word("cve") ?? ids[0] ?? "";
  if (name === "") fields.problems.add("A vulnerability has neither a CVE nor another identifier.");
  const status = fields.at("product_status");
  const flags = byProduct(fields.objects("flags"), "label", products);
  const threats = fields.objects("threats").filter((threat) => threat.raw("category") === "impact");
  const impacts = byProduct(threats, "details", products);
  const remedies = byProduct(fields.objects("remediations"), "details", products);

  const statements = new Map<string, VexStatement & { readonly products: VexProduct[] }>();
  for (const [list, meaning] of statuses) {
    for (const id of status.texts(list)) {
      const justification = flags.get(id);
      const impact = impacts.get(id);
      const action = remedies.get(id);
      const key = JSON.stringify([meaning, justification, impact, action]);
      const statement = statements.get(key) ?? {
        vulnerability: name,
        aliases: ids.filter((other) => other !== name),
        status: meaning,
        justification,
        impact,
        action,
        notes: null,
        timestamp,
        products: [],
      };
      statements.set(key, statement);
      statement.products.push(products.get(id));
    }
  }
  return [...statements.values()];
}

/** What remarks say of each product; one that names none is about all. The first one counts. */
function byProduct(
  remarks: readonly Fields[],
  field: string,
  products: Products,
): { get(id: string): string | null } {
  const found = new Map<string, string>();
  let general: string | null = null;
  for (const remark of remarks) {
    const text = remark.word(field);
    if (text === null) continue;
    const groups = remark.texts("group_ids").flatMap((group) => products.membersOf(group));
    const ids = [...remark.texts("product_ids"), ...groups];
    if (ids.length === 0) general ??= text;
    for (const id of ids) if (!found.has(id)) found.set(id, text);
  }
  return { get: (id) => found.get(id) ?? general };
}

const statuses: readonly (readonly [list: string, meaning: VexStatus])[] = [
  ["known_not_affected", "not_affected"],
  ["known_affected", "affected"],
  ["first_affected", "affected"],
  ["last_affected", "affected"],
  ["fixed", "fixed"],
  ["first_fixed", "fixed"],
  ["under_investigation", "under_investigation"],
];
