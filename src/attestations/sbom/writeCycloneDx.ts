import { JSON as Json, JsonSerializer, XML } from "@cyclonedx/cyclonedx-library/Serialize";
import {
  Spec1dot2,
  Spec1dot3,
  Spec1dot4,
  Spec1dot5,
  Spec1dot6,
  Spec1dot7,
} from "@cyclonedx/cyclonedx-library/Spec";
import { XmlWriter } from "../xmlWriter";
import { toCycloneDx } from "./cycloneDxModel";
import type { Sbom } from "./model";

export const cycloneDxVersions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"] as const;
export type CycloneDxVersion = (typeof cycloneDxVersions)[number];

/**
 * Writes a list of components as valid CycloneDX, whatever format it was read from. The same list gives
 * the same text. CycloneDX has no place for relations that are neither dependence nor containment, for
 * source packages, and for more than one licence expression: the first two are left out, the last joined.
 */
export function writeCycloneDx(
  sbom: Sbom,
  format: "json" | "xml",
  version: CycloneDxVersion = "1.6",
): string {
  const spec = specs[version];
  const bom = toCycloneDx(sbom, spec);
  const serializer =
    format === "json"
      ? new JsonSerializer(new Json.Normalize.Factory(spec))
      : new XmlWriter(new XML.Normalize.Factory(spec));
  return `${serializer.serialize(bom, { space: 2 })}\n`;
}

const specs = {
  "1.2": Spec1dot2,
  "1.3": Spec1dot3,
  "1.4": Spec1dot4,
  "1.5": Spec1dot5,
  "1.6": Spec1dot6,
  "1.7": Spec1dot7,
} as const;
