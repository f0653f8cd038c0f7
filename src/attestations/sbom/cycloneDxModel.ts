import { ComponentType, HashAlgorithm } from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";
import { isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";
import type { Spec1dot7 } from "@cyclonedx/cyclonedx-library/Spec";
import { algorithmName } from "../hashes";
import { joinLicenses, readLicense } from "../license";
import { purlType } from "../purl";
import { holdersOf } from "./holders";
import type { Component, Sbom } from "./model";

type Spec = typeof Spec1dot7;

/** Puts a list of components into the library's model, in a form that the version of CycloneDX can hold. */
export function toCycloneDx(sbom: Sbom, spec: Spec): Models.Bom {
  const taken = new Set<string>();
  const components = sbom.components.map((component, place) =>
    toComponent(component, uniqueReference(component.id, place, taken), spec),
  );
  const at = (place: number | null) => (place === null ? undefined : components[place]);
  const bom = new Models.Bom();
  const root = at(sbom.root);
  if (root !== undefined) bom.metadata.component = root;
  const created = new Date(sbom.created ?? NaN);
  if (!Number.isNaN(created.getTime())) bom.metadata.timestamp = created;
  for (const tool of sbom.tools) bom.metadata.tools.tools.add(toTool(tool));

  for (const { from, to, kind } of sbom.relations) {
    const target = at(to);
    if (kind === "depends-on" && target !== undefined) at(from)?.dependencies.add(target.bomRef);
  }
  const holders = holdersOf(sbom);
  components.forEach((component, place) => {
    if (component === root) return;
    const list = at(holders.get(place) ?? null)?.components ?? bom.components;
    list.add(component);
  });
  return bom;
}

function toComponent(component: Component, bomRef: string, spec: Spec): Models.Component {
  const { group, name } = splitName(component);
  const result = new Models.Component(typeOf(component, spec), name, { bomRef });
  if (group !== null) result.group = group;
  if (component.version !== null) result.version = component.version;
  if (component.purl !== null) result.purl = component.purl;
  if (component.supplier !== null)
    result.supplier = new Models.OrganizationalEntity({ name: component.supplier });
  for (const license of toLicenses(component.licenses)) result.licenses.add(license);
  for (const [algorithm, digits] of component.hashes) {
    const known = algorithms.get(algorithm);
    if (known !== undefined) result.hashes.set(known, digits);
  }
  return result;
}

/** The inverse of what the reader does with a group. */
function splitName({ name, type }: Component): { group: string | null; name: string } {
  const separator =
    type === "maven" ? name.indexOf(":") : name.startsWith("@") ? name.indexOf("/") : -1;
  if (separator <= 0) return { group: null, name };
  return { group: name.slice(0, separator), name: name.slice(separator + 1) };
}

/** What has a purl is a library unless it is an image; other words are kept where CycloneDX has them too. */
function typeOf({ type, purl }: Component, spec: Spec): ComponentType {
  const ecosystem = purl === null ? null : purlType(purl);
  if (ecosystem === "docker" || ecosystem === "oci") return ComponentType.Container;
  const found = types.find((one) => one === type);
  return found !== undefined && spec.supportsComponentType(found) ? found : ComponentType.Library;
}

/** An expression stands alone in CycloneDX: several are joined, and beside a mere name they are names. */
function toLicenses(texts: readonly string[]): Models.License[] {
  const stated = texts.filter((text) => text.trim() !== "");
  if (stated.every(isIdentifier)) return stated.map((id) => new Models.SpdxLicense(id));
  const expression = joinLicenses(stated);
  if (expression !== null) return [new Models.LicenseExpression(expression)];
  return stated.map((text) =>
    isIdentifier(text) ? new Models.SpdxLicense(text) : new Models.NamedLicense(nameOf(text)),
  );
}

function isIdentifier(text: string): boolean {
  return isSupportedSpdxId(text);
}

function nameOf(text: string): string {
  const license = readLicense(text);
  return license.kind === "name" ? license.name : license.expression;
}

/** `syft 1.29.0` → name and version. */
function toTool(tool: string): Models.Tool {
  const space = tool.lastIndexOf(" ");
  return space <= 0
    ? new Models.Tool({ name: tool })
    : new Models.Tool({ name: tool.slice(0, space), version: tool.slice(space + 1) });
}

/** References have to be there once in a document; those of other formats may be missing or be there twice. */
function uniqueReference(id: string, place: number, taken: Set<string>): string {
  const free = id !== "" && !taken.has(id) ? id : `${id}#${place + 1}`;
  const reference = taken.has(free) ? `${free}#${taken.size}` : free;
  taken.add(reference);
  return reference;
}

const types = Object.values(ComponentType);
const algorithms = new Map(
  Object.values(HashAlgorithm).map((algorithm) => [algorithmName(algorithm), algorithm]),
);
