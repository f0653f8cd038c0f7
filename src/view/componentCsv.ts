import type { Sbom } from "../attestations/sbom/model";
import { componentVexText, type ComponentVex } from "./componentVex";

const head = [
  "Name",
  "Version",
  "Type",
  "Licence",
  "Supplier",
  "Package URL",
  "Built from",
  "VEX",
] as const;

/**
 * Components as CSV (RFC 4180): a head, then a line for each, fields as they were written, in UTF-8 with CRLF.
 * Spreadsheets take a cell that begins with `=`, `+`, `-`, `@`, these in full width, a tab or a line end for a formula,
 * and a package may be called anything: such a cell begins with an apostrophe instead, `'@types/node` (OWASP, "CSV
 * Injection").
 *
 * @param places in `components`, in the order in which they are written
 * @param vex what is said of each, by its place
 */
export function componentCsv(
  { components }: Sbom,
  places: readonly number[],
  vex: ReadonlyMap<number, readonly ComponentVex[]>,
): string {
  const lines = places.flatMap((place) => {
    const component = components[place];
    if (component === undefined) return [];
    const { name, version, type, licenses, supplier, purl, source } = component;
    const said = componentVexText(vex.get(place) ?? []);
    return [[name, version, type, licenses.join(", "), supplier, purl, source, said]];
  });
  return [head, ...lines].map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(text: string | null): string {
  const written = text ?? "";
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(written) ? `'${written}` : written;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
