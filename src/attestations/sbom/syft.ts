import type { Fields } from "../fields";
import { purlType } from "../purl";
import type { Component, Sbom } from "./model";
import { toolName } from "./names";
import { Relations } from "./relations";
import { joinSource, writtenUpstream } from "./sourcePackage";

/** Reads the JSON that syft writes by itself (anchore/syft, schema/json), of any of its versions. */
export function readSyft(document: Fields): Sbom {
  const source = document.at("source");
  const descriptor = document.at("descriptor");
  const about = readSource(source);
  const packages = document.objects("artifacts").map(readArtifact);
  const components = about === null ? packages : [about, ...packages];
  const relations = new Relations(components);
  for (const relation of document.objects("artifactRelationships")) {
    const parent = relation.text("parent") ?? "";
    const child = relation.text("child") ?? "";
    const type = relation.text("type");
    if (type === "contains") relations.add(parent, child, "contains");
    else if (type === "dependency-of") relations.add(child, parent, "depends-on");
    else relations.add(parent, child, "other");
  }
  return {
    name: about?.name ?? null,
    tools: [toolName(descriptor.word("name"), descriptor.word("version")) ?? []].flat(),
    created: descriptor.word("timestamp"),
    root: about === null ? null : 0,
    components,
    relations: relations.list,
    files: document.list("files").length,
  };
}

/** What was looked at: since version 9 of the schema it has a name, before it was what the person wrote. */
function readSource(source: Fields): Component | null {
  const isDirectory = typeof source.raw("target") === "string";
  const target = isDirectory ? source : source.at("target");
  const name =
    source.word("name") ??
    source.at("metadata").word("userInput") ??
    target.word(isDirectory ? "target" : "userInput");
  if (name === null) return null;
  const version = source.word("version") ?? (isDirectory ? null : target.word("manifestDigest"));
  return {
    id: source.text("id") ?? "",
    name,
    version,
    type: source.raw("type") === "image" ? "container" : (source.word("type") ?? "file"),
    purl: null,
    licenses: [],
    supplier: null,
    source: null,
    hashes: new Map(),
  };
}

function readArtifact(fields: Fields): Component {
  const purl = fields.word("purl");
  const ecosystem = purl === null ? null : purlType(purl);
  const version = fields.word("version");
  const metadata = fields.at("metadata");
  return {
    id: fields.text("id") ?? "",
    name: fields.text("name") ?? "",
    version,
    type: ecosystem ?? fields.word("type") ?? "package",
    purl,
    licenses: readLicenses(fields),
    supplier: metadata.word("maintainer"),
    source:
      writtenUpstream(purl, version) ??
      joinSource(metadata.word("source"), metadata.word("sourceVersion") ?? version) ??
      joinSource(metadata.word("originPackage"), version),
    hashes: new Map(),
  };
}

/** Texts in the first versions, objects since. */
function readLicenses(fields: Fields): string[] {
  return fields.list("licenses").some((license) => typeof license === "string")
    ? fields.texts("licenses")
    : fields
        .objects("licenses")
        .flatMap((license) => license.word("spdxExpression") ?? license.word("value") ?? []);
}
