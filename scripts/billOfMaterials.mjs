// The CycloneDX list of what the bundles hold, for whoever asks what Drydock itself is made of. The
// same packages give the same text: it has neither a time nor a serial number.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import library from "@cyclonedx/cyclonedx-library";
import { repository } from "./documentation/files.mjs";

const { Enums, Models, Serialize, SPDX, Spec } = library;

/**
 * @param packages of each package in a bundle its `name`, `version`, `license` (an SPDX expression)
 *   and `folder`, from the root of the repository
 * @returns CycloneDX 1.6 JSON
 */
export function billOfMaterials(packages) {
  const { name, version, license } = manifestOf(".");
  const application = component(Enums.ComponentType.Application, name, version, license);
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: application }) });
  const components = new Map();
  for (const one of packages) {
    const library = component(Enums.ComponentType.Library, one.name, one.version, one.license);
    components.set(one.folder, library);
    bom.components.add(library);
  }
  const isNeeded = new Set();
  for (const { folder } of packages) {
    for (const dependency of Object.keys(manifestOf(folder).dependencies ?? {})) {
      const found = resolved(folder, dependency, components);
      if (found === null) continue;
      components.get(folder).dependencies.add(components.get(found).bomRef);
      isNeeded.add(found);
    }
  }
  const { dependencies = {}, devDependencies = {} } = manifestOf(".");
  for (const [folder, { bomRef }] of components) {
    const isOurs = Object.hasOwn({ ...dependencies, ...devDependencies }, packageName(folder));
    if (isOurs || !isNeeded.has(folder)) application.dependencies.add(bomRef);
  }
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  );
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function component(type, fullName, version, license) {
  const [name, group] = fullName.split("/").reverse();
  const purl = `pkg:npm/${fullName.split("/").map(encodeURIComponent).join("/")}@${version}`;
  const made = new Models.Component(type, name, { group, version, bomRef: purl, purl });
  made.licenses.add(
    SPDX.isSupportedSpdxId(license)
      ? new Models.SpdxLicense(license)
      : new Models.LicenseExpression(license),
  );
  return made;
}

/** The folder of a package that another one asks for, as Node looks for it; null where it is in no bundle. */
function resolved(folder, dependency, components) {
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf("/node_modules/"))) {
    const inside = `${at}/node_modules/${dependency}`;
    if (components.has(inside)) return inside;
    if (!at.includes("/node_modules/")) break;
  }
  const top = `node_modules/${dependency}`;
  return components.has(top) ? top : null;
}

function packageName(folder) {
  return folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(repository, folder, "package.json"), "utf8"));
}
