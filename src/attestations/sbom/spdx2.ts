import type { Fields } from "../fields";
import type { JsonValue } from "../json";
import { textField } from "../jsonFields";
import { purlType } from "../purl";
import { readHashes } from "../hashes";
import type { Component, Sbom } from "./model";
import { Relations } from "./relations";
import { joinSource, writtenUpstream } from "./sourcePackage";
import { addSpdxRelation, describedBy, isStated, spdxParty, spdxTool } from "./spdx";

/**
 * Reads SPDX 2.2 and 2.3 as JSON (https://spdx.github.io/spdx-spec/v2.3). The licence of a package is
 * the one that was concluded, else the one declared; files are counted, and relations to them left out.
 */
export function readSpdx2(document: Fields): Sbom {
  const { problems } = document;
  const creation = document.at("creationInfo");
  const creators = creation.texts("creators");
  const components: Component[] = [];
  document.eachObject("packages", (one) => components.push(readPackage(one)));
  const files = document.list("files").length;
  const relations = new Relations(components);
  const described = document.texts("documentDescribes");
  const documentId = document.text("SPDXID") ?? "SPDXRef-DOCUMENT";

  document.eachObject("relationships", (relation) => {
    const from = relation.text("spdxElementId") ?? "";
    const to = relation.text("relatedSpdxElement") ?? "";
    const type = relation.text("relationshipType") ?? "";
    const subject = describedBy(from, to, type);
    if (subject?.by === documentId) described.push(subject.id);
    else addSpdxRelation(relations, from, to, type);
  });

  const unnamed = components.filter(({ name }) => name === "").length;
  if (unnamed > 0) problems.add(`Packages without a name: ${unnamed}.`);
  for (const id of relations.repeated) problems.add(`Two packages have the SPDXID "${id}".`);
  if (relations.dangling > 0 && files === 0) {
    problems.add(`Relationships that name what is not in the document: ${relations.dangling}.`);
  }
  // Docker's lists inside of hardened images give document and package one identifier.
  const root = [...described, documentId].find((id) => relations.placeOf(id) !== null);
  return {
    name: document.word("name"),
    tools: creators.filter((creator) => creator.startsWith("Tool:")).map(spdxTool),
    created: creation.word("created"),
    root: root === undefined ? null : relations.placeOf(root),
    components,
    relations: relations.list,
    files,
  };
}

function readPackage(fields: Fields): Component {
  // The category is PACKAGE-MANAGER or PACKAGE_MANAGER; the type says enough.
  const isPurl = (reference: JsonValue) => textField(reference, "referenceType") === "purl";
  const purl = fields.first("externalRefs", isPurl)?.word("referenceLocator") ?? null;
  const ecosystem = purl === null ? null : purlType(purl);
  const version = fields.word("versionInfo");
  const license = [fields.text("licenseConcluded"), fields.text("licenseDeclared")].find(isStated);
  return {
    id: fields.text("SPDXID") ?? "",
    name: fields.text("name") ?? "",
    version,
    type: ecosystem ?? fields.word("primaryPackagePurpose")?.toLowerCase() ?? "package",
    purl,
    licenses: license === undefined ? [] : [license],
    supplier: spdxParty(fields.text("supplier")) ?? spdxParty(fields.text("originator")),
    source: writtenUpstream(purl, version) ?? builtFrom(fields.text("sourceInfo")),
    hashes: readHashes(fields.objects("checksums"), "algorithm", "checksumValue"),
  };
}

/** Trivy's words: `built package from: glibc 2.36-9`. */
function builtFrom(sourceInfo: string | null): string | null {
  const match = /^built package from: (\S+) (\S+)$/.exec(sourceInfo ?? "");
  return match === null ? null : joinSource(match[1] ?? null, match[2] ?? null);
}
