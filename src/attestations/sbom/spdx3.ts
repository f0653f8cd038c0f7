import { Fields } from "../fields";
import { isList, isObject } from "../jsonFields";
import type { JsonValue } from "../json";
import { purlType } from "../purl";
import { readHashes } from "../hashes";
import type { Component, Relation, Sbom } from "./model";
import { Relations } from "./relations";
import { isStated } from "./spdx";
import { writtenUpstream } from "./sourcePackage";

/** The elements of an SPDX 3 document by identifier, and those of a type. */
export interface Graph {
  readonly elements: readonly Fields[];
  get(id: string | null): Fields | null;
  ofType(...types: string[]): Fields[];
}

/** Reads the graph of SPDX 3 in JSON-LD (https://spdx.github.io/spdx-spec/v3.0.1), which is flat by its specification. */
export function readGraph(document: Fields): Graph {
  const elements = document.objects("@graph");
  const byId = new Map<string, Fields>();
  const byType = new Map<string, Fields[]>();
  for (const element of elements) {
    const id = idOf(element);
    if (id !== null && !byId.has(id)) byId.set(id, element);
    const type = typeOf(element);
    const others = byType.get(type);
    if (others === undefined) byType.set(type, [element]);
    else others.push(element);
  }
  return {
    elements,
    get: (id) => (id === null ? null : (byId.get(id) ?? null)),
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
  };
}

/** The version that the document says it follows: `3.0.1`. */
export function spdx3Version(graph: Graph): string {
  return graph.ofType("CreationInfo")[0]?.word("specVersion") ?? "3";
}

/** Reads the packages of SPDX 3; files are counted, and relations to them left out. */
export function readSpdx3(graph: Graph): Sbom {
  const document = graph.ofType("SpdxDocument")[0] ?? null;
  const creation = creationOf(document, graph);
  const relationships = graph.ofType("Relationship", "LifecycleScopedRelationship");
  const licenses = readLicenses(relationships, graph);
  const packages = graph.ofType("software_Package");
  const components = packages.map((element) => readPackage(element, graph, licenses));
  const relations = new Relations(components);
  const described: string[] = [];
  for (const relationship of relationships) {
    const from = relationship.text("from") ?? "";
    const type = relationship.text("relationshipType") ?? "";
    for (const to of relationship.texts("to")) {
      if (type === "describes") described.push(to);
      relations.add(from, to, kinds.get(type) ?? "other");
    }
  }
  const roots = [...rootsOf(document, graph), ...described].map((id) => relations.placeOf(id));
  return {
    name: document?.word("name") ?? null,
    tools: (creation?.texts("createdUsing") ?? []).flatMap(
      (id) => graph.get(id)?.word("name") ?? [],
    ),
    created: creation?.word("created") ?? null,
    root: roots.find((place) => place !== null) ?? null,
    components,
    relations: relations.list,
    files: graph.ofType("software_File").length,
  };
}

const kinds: ReadonlyMap<string, Relation["kind"]> = new Map([
  ["dependsOn", "depends-on"],
  ["contains", "contains"],
  ["describes", "describes"],
]);

function readPackage(
  fields: Fields,
  graph: Graph,
  licenses: ReadonlyMap<string, readonly string[]>,
): Component {
  const identifiers = fields.objects("externalIdentifier");
  const written = identifiers.find((one) => one.raw("externalIdentifierType") === "packageUrl");
  const purl = fields.word("software_packageUrl") ?? written?.word("identifier") ?? null;
  const ecosystem = purl === null ? null : purlType(purl);
  const version = fields.word("software_packageVersion");
  const id = idOf(fields) ?? "";
  const hashes = fields.objects("verifiedUsing").filter((one) => one.has("hashValue"));
  return {
    id,
    name: fields.text("name") ?? "",
    version,
    type: ecosystem ?? fields.word("software_primaryPurpose") ?? "package",
    purl,
    licenses: licenses.get(id) ?? [],
    supplier: graph.get(fields.text("suppliedBy"))?.word("name") ?? null,
    source: writtenUpstream(purl, version),
    hashes: readHashes(hashes, "algorithm", "hashValue"),
  };
}

/** The licences that were concluded for a package, else those declared. */
function readLicenses(
  relationships: readonly Fields[],
  graph: Graph,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const wanted of ["hasConcludedLicense", "hasDeclaredLicense"]) {
    const ofThisKind = new Map<string, string[]>();
    for (const relationship of relationships) {
      if (relationship.raw("relationshipType") !== wanted) continue;
      const from = relationship.text("from") ?? "";
      const names = relationship.texts("to").flatMap((id) => licenseName(id, graph) ?? []);
      const others = ofThisKind.get(from);
      if (others === undefined) ofThisKind.set(from, names);
      else others.push(...names);
    }
    for (const [from, names] of ofThisKind)
      if (names.length > 0 && !found.has(from)) found.set(from, names);
  }
  return found;
}

/** An expression, or a licence of the SPDX list by its address. */
function licenseName(id: string, graph: Graph): string | null {
  const element = graph.get(id);
  const expression = element?.word("simplelicensing_licenseExpression") ?? null;
  if (isStated(expression)) return expression;
  const listed = /^https?:\/\/spdx\.org\/licenses\/([\w.+-]+)$/.exec(id)?.[1];
  return listed ?? element?.word("name") ?? null;
}

/** What the document names as its root, or, where that is a list of components, the root of the list. */
function rootsOf(document: Fields | null, graph: Graph): string[] {
  return (document?.texts("rootElement") ?? []).flatMap((id) => {
    const element = graph.get(id);
    return element !== null && typeOf(element) === "software_Sbom"
      ? element.texts("rootElement")
      : [id];
  });
}

/** It stands in the element, or elsewhere in the graph. */
function creationOf(document: Fields | null, graph: Graph): Fields | null {
  const written: JsonValue | undefined = document?.raw("creationInfo");
  if (document !== null && isObject(written)) return document.at("creationInfo");
  const named = typeof written === "string" ? graph.get(written) : null;
  return named ?? graph.ofType("CreationInfo")[0] ?? null;
}

function idOf(element: Fields): string | null {
  return element.word("spdxId") ?? element.word("@id");
}

function typeOf(element: Fields): string {
  const type = element.raw("type") ?? element.raw("@type");
  const first = isList(type) ? type[0] : type;
  return typeof first === "string" ? first : "";
}
