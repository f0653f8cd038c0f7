import type { Sbom } from "../attestations/sbom/model";
import { parsePurl, type Purl } from "../attestations/purl";
import { imageProducts } from "../attestations/vex/imageProducts";
import { createVexIndex, type VexAnswer, type VexComponent } from "../attestations/vex/match";
import type { VexProduct } from "../attestations/vex/model";
import type { ResolvedImage } from "../image/artifact";
import { parseReference } from "../image/reference";
import { isTrusted } from "../verify/components";
import type { ShownEvidence } from "./evidence";
import { shownText } from "./text";
import { statusTexts, vexStatuses } from "./vexTexts";

/** What somebody says of a vulnerability in one component. */
export interface ComponentVex extends VexAnswer {
  /** Whether it is verified, or of a file that the person opened; a claim otherwise. */
  readonly counts: boolean;
}

/** More questions than any real list and document lead to; beyond, components show less than there is. */
const mostQuestions = 500_000;

/**
 * What is said of each component, by its place in the list. Only components that a statement names are asked
 * for, so the cost grows with the statements and with what they name, not with their product.
 */
export function componentVex(
  sbom: Sbom,
  { image, result }: ShownEvidence,
): ReadonlyMap<number, readonly ComponentVex[]> {
  // By vulnerability: what was said by somebody who may speak for the image leaves no room for a claim.
  const said = new Map<number, Map<string, ComponentVex>>();
  const isSaid = result.items.some(({ documents }) =>
    documents.some((document) => statementsOf(document).length > 0),
  );
  if (!isSaid) return new Map();
  const names = namesOf(image);
  const byName = componentsByName(sbom);
  for (const counts of [true, false]) {
    const statements = result.items
      .filter((item) => isTrusted(item) === counts)
      .flatMap(({ documents }) => documents.flatMap(statementsOf));
    // Statements without products are about the image as a whole, and show in the tab of their own.
    const index = createVexIndex(statements, names, false);
    const asked = new Set<string>();
    const named = new Set<string>();
    for (const statement of statements) {
      if (asked.size >= mostQuestions) break;
      const vulnerabilities = [statement.vulnerability, ...statement.aliases];
      for (const name of statement.products.flatMap(namesIn)) {
        // What was said of a name once has asked for all components of that name.
        const key = `${statement.vulnerability}\n${name}`;
        if (named.has(key)) continue;
        named.add(key);
        for (const place of byName.get(name) ?? []) {
          const question = `${place} ${statement.vulnerability}`;
          const component = sbom.components[place];
          if (asked.has(question) || component === undefined) continue;
          if (asked.size >= mostQuestions) break;
          asked.add(question);
          const found = index.ask({ vulnerabilities, component });
          const list = said.get(place) ?? new Map<string, ComponentVex>();
          if (found === null || list.has(statement.vulnerability)) continue;
          said.set(place, list.set(statement.vulnerability, { ...found, counts }));
        }
      }
    }
  }
  return new Map([...said].map(([place, list]) => [place, [...list.values()]]));
}

/** The names by which VEX means an image, see `imageProducts`; none where there is no image. */
export function namesOf(image: ResolvedImage | null): readonly string[] {
  if (image === null) return [];
  const { repository, manifest, index, source } = image;
  const digests = [manifest.digest, ...(index === null ? [] : [index.digest])];
  return imageProducts(repository, digests, parseReference(source)?.tag ?? null);
}

function statementsOf(document: ShownEvidence["result"]["items"][number]["documents"][number]) {
  return document.kind === "vex" ? document.vex.statements : [];
}

/** Components by the names of their own purl and of the source package that they were built from. */
function componentsByName({ components }: Sbom): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (const [place, component] of components.entries()) {
    for (const name of new Set(componentNames(component))) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [place]);
      else list.push(place);
    }
  }
  return byName;
}

function componentNames({ purl, source }: VexComponent): readonly string[] {
  const parsed = purl === null ? null : parsePurl(purl);
  if (parsed === null) return [];
  const at = source?.lastIndexOf("@") ?? -1;
  const sourceName = source === null ? null : at <= 0 ? source : source.slice(0, at);
  return [keyOf(parsed), ...(sourceName === null ? [] : [keyOf({ ...parsed, name: sourceName })])];
}

function namesIn({ purls, subcomponents }: VexProduct): readonly string[] {
  const all = [purls, ...subcomponents.map((part) => part.purls)].flat();
  return all.flatMap((text) => {
    const purl = parsePurl(text);
    return purl === null ? [] : [keyOf(purl)];
  });
}

function keyOf({ type, namespace, name }: Purl): string {
  return `${type}\n${namespace ?? ""}\n${name}`;
}

/** `affected 1, not affected 3 (relaxed)`; what is a claim says so. Empty for nothing. */
export function componentVexText(said: readonly ComponentVex[]): string {
  if (said.length === 0) return "";
  return vexStatuses
    .flatMap((status) => {
      const some = said.filter(({ statement }) => statement.status === status);
      if (some.length === 0) return [];
      const notes = [
        ...(some.some(({ match }) => match === "relaxed") ? ["relaxed"] : []),
        ...(some.some(({ counts }) => !counts) ? ["claim"] : []),
      ];
      const note = notes.length === 0 ? "" : ` (${notes.join(", ")})`;
      return [`${statusTexts[status].word} ${some.length}${note}`];
    })
    .join(", ");
}

/** One line for the detail of a component: `CVE-2026-1234: not affected, exact match, counts`. */
export function componentVexLine({ statement, match, counts }: ComponentVex): string {
  const { word } = statusTexts[statement.status];
  return `${shownText(statement.vulnerability)}: ${word}, ${match} match, ${counts ? "counts" : "claim"}`;
}
