import { parsePurl, type Purl } from "../purl";
import type { VexProduct, VexStatement } from "./model";
import { purlMatches, sameSoftware } from "./purlMatch";

/** What is asked: does somebody say something of this vulnerability, in this component, of this image? */
export interface VexQuestion {
  /** The identifier and its aliases. */
  readonly vulnerabilities: readonly string[];
  /** The purls of the image and its digests with algorithm, as `imageProducts` gives them. */
  readonly image: readonly string[];
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

/**
 * Statements that can be asked, by vulnerability. Those without products count only where `attested` says
 * that the document was attested for the image in question. Several may match: an exact match is preferred
 * to a relaxed one, and of those the latest counts, as in go-vex (openvex.dev, ATTESTING.md); of the same
 * time, the one further down. Asking costs as much as there are statements on the vulnerability.
 */
export function createVexIndex(
  statements: readonly VexStatement[],
  attested: boolean,
): (question: VexQuestion) => VexAnswer | null {
  const byVulnerability = new Map<string, VexStatement[]>();
  for (const statement of statements) {
    for (const id of new Set([statement.vulnerability, ...statement.aliases])) {
      const others = byVulnerability.get(id);
      if (others === undefined) byVulnerability.set(id, [statement]);
      else others.push(statement);
    }
  }
  return (question) => {
    const candidates = new Set(
      question.vulnerabilities.flatMap((id) => byVulnerability.get(id) ?? []),
    );
    const asked = prepare(question);
    let best: VexAnswer | null = null;
    for (const statement of candidates) {
      const match = matchStatement(statement, asked, attested);
      if (match !== null) best = betterAnswer(best, { statement, match });
    }
    return best;
  };
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

interface Asked {
  readonly image: Thing;
  readonly component: Thing | null;
  /** The source package as a purl of the same type and namespace. */
  readonly source: Purl | null;
}

/** What a product may name. */
interface Thing {
  readonly ids: ReadonlySet<string>;
  readonly purls: readonly Purl[];
}

function prepare({ image, component }: VexQuestion): Asked {
  const purl = component?.purl ?? null;
  const asked = component === null ? null : toThing(purl === null ? [] : [purl]);
  return {
    image: toThing(image),
    component: asked,
    source: sourcePurl(asked?.purls[0], component),
  };
}

function toThing(ids: readonly string[]): Thing {
  return { ids: new Set(ids), purls: ids.flatMap((id) => parsePurl(id) ?? []) };
}

function sourcePurl(binary: Purl | undefined, component: VexComponent | null): Purl | null {
  if (binary === undefined) return null;
  const written = component?.source ?? null;
  if (written === null) return binary;
  const at = written.lastIndexOf("@");
  const name = at <= 0 ? written : written.slice(0, at);
  return { ...binary, name, version: at <= 0 ? binary.version : written.slice(at + 1) };
}

type Match = VexAnswer["match"] | null;

function matchStatement({ products }: VexStatement, asked: Asked, attested: boolean): Match {
  if (products.length === 0) return attested ? "exact" : null;
  return strongest(products, (product) =>
    strongest([matchAsImage(product, asked), matchAsPackage(product, asked)], (it) => it),
  );
}

/** The product is the image; the component has to be among its parts, where both name some. */
function matchAsImage(product: VexProduct, { image, component, source }: Asked): Match {
  if (!isThing(product, image)) return null;
  const { subcomponents } = product;
  if (component === null || subcomponents.length === 0) return "exact";
  return strongest(subcomponents, (part) => matchThing(part, component, source));
}

/** The product is the package itself, in whatever image. */
function matchAsPackage(product: VexProduct, { component, source }: Asked): Match {
  return component === null || product.subcomponents.length > 0
    ? null
    : matchThing(product, component, source);
}

function matchThing(product: VexProduct, thing: Thing, source: Purl | null): Match {
  if (isThing(product, thing)) return "exact";
  const isRelaxed = [...thing.purls, source].some(
    (purl) => purl !== null && purlsOf(product).some((named) => sameSoftware(named, purl)),
  );
  return isRelaxed ? "relaxed" : null;
}

function isThing(product: VexProduct, thing: Thing): boolean {
  if (thing.ids.has(product.id)) return true;
  for (const [algorithm, digits] of product.hashes)
    if (thing.ids.has(`${algorithm}:${digits}`)) return true;
  return purlsOf(product).some((named) => thing.purls.some((purl) => purlMatches(named, purl)));
}

const parsed = new WeakMap<VexProduct, readonly Purl[]>();

/** A product is asked again and again, and stays the same. */
function purlsOf(product: VexProduct): readonly Purl[] {
  const known = parsed.get(product) ?? product.purls.flatMap((purl) => parsePurl(purl) ?? []);
  parsed.set(product, known);
  return known;
}

function strongest<T>(list: readonly T[], match: (one: T) => Match): Match {
  let found: Match = null;
  for (const one of list) {
    const next = match(one);
    if (next === "exact") return next;
    found ??= next;
  }
  return found;
}
