import { parsePurl, type Purl } from "../purl";
import type { VexProduct, VexStatement } from "./model";
import {
  costOf,
  later,
  parsedPurls,
  productTable,
  type AskedComponent,
  type Match,
  type ProductTable,
  type Said,
} from "./productTable";
import { purlMatches } from "./purlMatch";

/** What is asked: does somebody say something of this vulnerability, in this component of the image? */
export interface VexQuestion {
  /** The identifier and its aliases. */
  readonly vulnerabilities: readonly string[];
  /** Null to ask of the image as a whole. */
  readonly component: VexComponent | null;
}

export interface VexComponent {
  readonly purl: string | null;
  /** The source package that it was built from: `glibc@2.36`. */
  readonly source: string | null;
}

export interface VexAnswer {
  readonly statement: VexStatement;
  /**
   * `relaxed`: only type, name and version are those of the component, or of the source package that it
   * was built from, and qualifiers were not compared. Docker's documents for its hardened images name
   * source packages, with qualifiers that no scanner writes.
   */
  readonly match: "exact" | "relaxed";
}

/** Statements that can be asked. */
export interface VexIndex {
  ask(question: VexQuestion): VexAnswer | null;
  /** True once a question was not answered, because that would have taken too long. */
  readonly isExhausted: boolean;
}

/**
 * Packages looked at for all questions to one index, once to file them and then where one is asked about that many
 * versions or qualifiers are named of. Real documents need a few thousand.
 */
const mostComparisons = 1_000_000;

/**
 * Statements that can be asked, by vulnerability. Several may match: an exact match is preferred to a relaxed one,
 * and of those the latest counts, as in go-vex (openvex.dev, ATTESTING.md); of the same time, the one further down.
 * The statements on a vulnerability are filed when somebody asks of it first, and asking costs as much as there are
 * versions and qualifiers of the package in question, not statements.
 * @param image the purls of the image and its digests with algorithm, as `imageProducts` gives them
 * @param attested whether the document was attested for that image: only then statements without products count
 */
export function createVexIndex(
  statements: readonly VexStatement[],
  image: readonly string[],
  attested: boolean,
): VexIndex {
  const byVulnerability = new Map<string, Said[]>();
  for (const [place, statement] of statements.entries()) {
    const said = { statement, time: timeOf(statement), place };
    for (const id of new Set([statement.vulnerability, ...statement.aliases])) {
      const others = byVulnerability.get(id);
      if (others === undefined) byVulnerability.set(id, [said]);
      else others.push(said);
    }
  }
  const isImage = imageTest(image);
  const tables = new Map<string, ProductTable>();
  let left = mostComparisons;
  const tableOf = (id: string): ProductTable | null => {
    const known = tables.get(id);
    const filed = byVulnerability.get(id);
    if (known !== undefined || filed === undefined) return known ?? null;
    left -= filed.reduce((sum, { statement }) => sum + costOf(statement), 0);
    if (left < 0) return null;
    const table = productTable(filed, isImage, attested);
    tables.set(id, table);
    return table;
  };
  return {
    get isExhausted() {
      return left < 0;
    },
    ask({ vulnerabilities, component }) {
      const asked = component === null ? null : prepare(component);
      let best: Match | null = null;
      for (const id of new Set(vulnerabilities)) {
        if (left < 0) return null;
        const table = tableOf(id);
        if (table === null) continue;
        const found =
          asked !== null
            ? table.find(asked, (cost) => (left -= cost))
            : table.ofImage === null
              ? []
              : [{ ...table.ofImage, kind: "exact" as const }];
        for (const match of found) best = betterMatch(best, match);
      }
      // What was not looked at to the end might have been answered in another way.
      return best === null || left < 0 ? null : { statement: best.statement, match: best.kind };
    },
  };
}

function betterMatch(one: Match | null, other: Match): Match {
  if (one === null || one.kind === other.kind) return later(one, other);
  return one.kind === "exact" ? one : other;
}

/** Whether a statement says that there is nothing to do; "not affected" without a reason does not. */
export function settles({ status, justification, impact }: VexStatement): boolean {
  if (status === "fixed") return true;
  return status === "not_affected" && (justification !== null || impact !== null);
}

/** Which of two answers to the same question counts, as above; `later` is further down, or of a later document. */
export function betterAnswer(earlier: VexAnswer | null, later: VexAnswer): VexAnswer {
  if (earlier === null) return later;
  if (earlier.match !== later.match) return earlier.match === "exact" ? earlier : later;
  return timeOf(later.statement) >= timeOf(earlier.statement) ? later : earlier;
}

/** What has no time that can be read is older than everything. */
function timeOf({ timestamp }: VexStatement): number {
  const time = Date.parse(timestamp ?? "");
  return Number.isNaN(time) ? -Infinity : time;
}

/** Whether a product is the image: by its own identifier, by a hash or by a purl. */
function imageTest(image: readonly string[]): (product: VexProduct) => boolean {
  const ids = new Set(image);
  const purls = parsedPurls(image);
  return (product) => {
    if (ids.has(product.id)) return true;
    for (const [algorithm, digits] of product.hashes)
      if (ids.has(`${algorithm}:${digits}`)) return true;
    return parsedPurls(product.purls).some((named) =>
      purls.some((purl) => purlMatches(named, purl)),
    );
  };
}

function prepare({ purl: written, source: writtenSource }: VexComponent): AskedComponent {
  const purl = written === null ? null : parsePurl(written);
  return { written, purl, source: sourcePurl(purl, writtenSource) };
}

function sourcePurl(binary: Purl | null, written: string | null): Purl | null {
  if (binary === null || written === null) return null;
  const at = written.lastIndexOf("@");
  const name = at <= 0 ? written : written.slice(0, at);
  return { ...binary, name, version: at <= 0 ? binary.version : written.slice(at + 1) };
}
