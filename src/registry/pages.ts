import { RegistryError, registryErrorText } from "./errors";
import type { HttpResponse } from "./transport";

/** A list of the API that comes in pages. */
export interface PagedList<T> {
  readonly start: URL;
  /** What the path of each page begins with: `/v2/app/referrers/`. */
  readonly path: string;
  /** The entries of a page; throws a RegistryError where it has none. */
  readonly read: (page: HttpResponse, url: URL) => readonly T[];
  readonly get: (url: URL) => Promise<HttpResponse>;
  readonly maximumEntries: number;
}

const maximumPages = 20;

/** The entries of all pages, up to a limit; a page that fails ends the list, and is a problem of it. */
export async function readPages<T>(
  first: HttpResponse,
  { start, path, read, get, maximumEntries }: PagedList<T>,
): Promise<{ readonly entries: readonly T[]; readonly problems: readonly string[] }> {
  const entries: T[] = [...read(first, start)];
  const seen = new Set([start.href]);
  try {
    let next = nextPage(first, start, path);
    while (next !== null) {
      if (seen.has(next.href) || seen.size >= maximumPages || entries.length > maximumEntries)
        return { entries, problems: [`${start.href} has more pages, which were not read.`] };
      seen.add(next.href);
      const page = await get(next);
      entries.push(...read(page, next));
      next = nextPage(page, next, path);
    }
    return { entries, problems: [] };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
    return { entries, problems: [registryErrorText(error)] };
  }
}

/**
 * The `rel="next"` of a Link header (RFC 8288). It has to be of the same list, or the client would send the
 * person's token wherever a registry likes (GHSA-h7vf-4x9w-h99v).
 */
function nextPage({ headers }: HttpResponse, from: URL, path: string): URL | null {
  const [, target] = /<([^<>]*)>\s*;[^<]*\brel="?next"?/i.exec(headers.get("link") ?? "") ?? [];
  if (target === undefined) return null;
  const next = URL.canParse(target, from.href) ? new URL(target, from) : null;
  const isSameList =
    next !== null &&
    next.origin === from.origin &&
    next.pathname.startsWith(path) &&
    next.username === "" &&
    next.password === "";
  if (!isSameList)
    throw new RegistryError("refused", `${from.href} names a next page that is not of its list`);
  return next;
}
