import type { Fields } from "../fields";
import { readDigests } from "../hashes";
import { purlType } from "../purl";
import type { Component, Sbom } from "./model";
import { isPartOfName, joinGroup, toolName } from "./names";
import { writtenUpstream } from "./sourcePackage";

/**
 * Reads the list of components that Docker Scout writes (predicate https://scout.docker.com/sbom/v0.1).
 * The format is not documented; this is what it was seen to hold in November 2026.
 */
export function readScout(document: Fields): Sbom {
  const image = document.at("source").at("image");
  const descriptor = document.at("descriptor");
  const name = image.word("name");
  const about: Component | null =
    name === null
      ? null
      : {
          id: image.text("digest") ?? "",
          name,
          version: image.word("digest"),
          type: "container",
          purl: null,
          licenses: [],
          supplier: null,
          source: null,
          hashes: new Map(),
        };
  const packages = document.objects("artifacts").map(readArtifact);
  return {
    name,
    tools: [toolName(descriptor.word("name"), descriptor.word("version")) ?? []].flat(),
    created: descriptor.word("timestamp"),
    root: about === null ? null : 0,
    components: about === null ? packages : [about, ...packages],
    relations: [],
    files: 0,
  };
}

function readArtifact(fields: Fields): Component {
  const purl = fields.word("purl");
  const ecosystem = purl === null ? null : purlType(purl);
  const type = ecosystem ?? fields.word("type") ?? "package";
  const version = fields.word("version");
  const name = fields.text("name") ?? "";
  return {
    id: purl ?? "",
    name: isPartOfName(type) ? joinGroup(fields.word("namespace"), name, type) : name,
    version,
    type,
    purl,
    licenses: fields.texts("licenses"),
    supplier: fields.word("author"),
    source: writtenUpstream(purl, version),
    hashes: readDigests(fields.at("hashes")),
  };
}
