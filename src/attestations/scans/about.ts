import type { About } from "./model";

const longestDescription = 4_096;
const mostLinks = 20;
const longestLink = 2_048;

/**
 * What a source tells of a vulnerability, as a part of one: nothing where it tells nothing. Long descriptions and
 * long lists of links are cut; links other than https are left out.
 */
export function aboutOf(
  description: string | null,
  links: readonly (string | null)[],
): { readonly about?: About } {
  const kept = [
    ...new Set(
      links.filter(
        (link): link is string =>
          link !== null && link.length <= longestLink && link.startsWith("https://"),
      ),
    ),
  ].slice(0, mostLinks);
  const text = (description ?? "").slice(0, longestDescription).trim();
  if (text === "" && kept.length === 0) return {};
  return { about: { description: text === "" ? null : text, links: kept } };
}
