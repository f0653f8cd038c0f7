import { purlType } from "../purl";
import { compareVersions } from "./compare";

/**
 * The version to go to: of those that have a fix, the lowest that is newer than what is installed, by the
 * rules of the package's ecosystem. Branches of a package are fixed one by one, so that there are often
 * several. Where the rules do not tell, or none is newer, all of them as written; null where there is none.
 *
 * @param purl of the package, which names the ecosystem
 * @param fixes versions, in any order
 */
export function nearestFix(
  purl: string | null,
  installed: string | null,
  fixes: readonly string[],
): string | null {
  const written = fixes.join(", ") || null;
  const type = purl === null ? null : purlType(purl);
  if (type === null || installed === null) return written;
  let nearest: string | null = null;
  for (const fix of fixes) {
    const order = compareVersions(type, fix, installed);
    if (order === null) return written;
    if (order <= 0) continue;
    const isLower = nearest === null || (compareVersions(type, fix, nearest) ?? 0) < 0;
    if (isLower) nearest = fix;
  }
  return nearest ?? written;
}
