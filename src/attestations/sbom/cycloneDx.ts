import type { Fields } from "../fields";
import { purlType } from "../purl";
import { readHashes } from "../hashes";
import type { Component, Sbom } from "./model";
import { joinGroup, toolName } from "./names";
import { Relations } from "./relations";
import { joinSource, writtenUpstream } from "./sourcePackage";

/**
 * Reads the components of CycloneDX 1.2 to 1.7 as JSON (ECMA-424). What the list is about comes first,
 * then the components, each before those that it holds.
 */
export function readCycloneDx(document: Fields): Sbom {
  const { problems } = document;
  const metadata = document.at("metadata");
  const components: Component[] = [];
  const containments: { readonly from: number; readonly to: number }[] = [];

  const add = (fields: Fields): number => {
    const place = components.push(readComponent(fields)) - 1;
    for (const part of fields.objects("components"))
      containments.push({ from: place, to: add(part) });
    return place;
  };
  const root = metadata.has("component") ? add(metadata.at("component")) : null;
  for (const component of document.objects("components")) add(component);

  const relations = new Relations(components);
  for (const { from, to } of containments) relations.connect(from, to, "contains");
  for (const dependency of document.objects("dependencies")) {
    const from = dependency.text("ref") ?? "";
    for (const to of dependency.texts("dependsOn")) relations.add(from, to, "depends-on");
    for (const to of dependency.texts("provides")) relations.add(from, to, "other");
  }

  for (const id of relations.repeated) problems.add(`Two components have the bom-ref "${id}".`);
  // A service may depend on a component and the other way round.
  if (relations.dangling > 0 && !document.has("services"))
    problems.add(`Dependencies that name what is not in the document: ${relations.dangling}.`);
  const unnamed = components.filter(({ name }) => name === "").length;
  if (unnamed > 0) problems.add(`Components without a name: ${unnamed}.`);
  return {
    name: (root === null ? null : components[root]?.name) || null,
    tools: readTools(metadata),
    created: metadata.word("timestamp"),
    root,
    components,
    relations: relations.list,
    files: 0,
  };
}

function readComponent(fields: Fields): Component {
  const purl = fields.word("purl");
  const ecosystem = purl === null ? null : purlType(purl);
  const version = fields.word("version");
  const name = fields.text("name") ?? "";
  return {
    id: fields.text("bom-ref") ?? "",
    name: joinGroup(fields.word("group"), name, ecosystem ?? ""),
    version,
    type: ecosystem ?? fields.word("type") ?? "component",
    purl,
    licenses: readLicenses(fields),
    supplier: fields.at("supplier").word("name") ?? fields.word("publisher"),
    source: writtenUpstream(purl, version) ?? sourceOf(fields.objects("properties")),
    hashes: readHashes(fields.objects("hashes"), "alg", "content"),
  };
}

function readLicenses(fields: Fields): string[] {
  return fields.objects("licenses").flatMap((choice) => {
    const license = choice.at("license");
    return choice.word("expression") ?? license.word("id") ?? license.word("name") ?? [];
  });
}

/** Until 1.4 a list of tools; since 1.5 components, of which some tools were services. */
function readTools(metadata: Fields): string[] {
  const isList = Array.isArray(metadata.raw("tools"));
  const tools = isList
    ? metadata.objects("tools")
    : [...metadata.at("tools").objects("components"), ...metadata.at("tools").objects("services")];
  return tools.flatMap(
    (tool) => toolName(tool.word("name") ?? tool.word("vendor"), tool.word("version")) ?? [],
  );
}

/** The source package by the properties of syft and of Trivy. */
function sourceOf(properties: readonly Fields[]): string | null {
  const values = new Map<string, string | null>();
  for (const property of properties) {
    const name = property.text("name") ?? "";
    // Of dozens of properties a few matter.
    if (name.startsWith(syft) || name.startsWith(trivy)) values.set(name, property.text("value"));
  }
  if (values.size === 0) return null;
  const get = (name: string) => values.get(name) ?? null;
  const source = joinSource(get(syft), get(`${syft}Version`));
  if (source !== null) return source;
  const epoch = get(`${trivy}Epoch`);
  const version = [get(`${trivy}Version`), get(`${trivy}Release`)].filter(Boolean).join("-");
  return joinSource(get(`${trivy}Name`), epoch === null ? version : `${epoch}:${version}`);
}

const syft = "syft:metadata:source";
const trivy = "aquasecurity:trivy:Src";
