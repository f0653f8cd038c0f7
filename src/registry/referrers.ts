import type { Descriptor, Look } from "../image/artifact";
import { countAnswer } from "./answers";
import { RegistryError } from "./errors";
import { maximumManifestBytes, maximumReferrers } from "./limits";
import { indexTypes, plainMediaType, readManifest } from "./manifest";
import { readPages } from "./pages";
import type { ContentSource, Referrers } from "./source";
import type { HttpResponse } from "./transport";

type Get = (
  resource: string,
  accept: string,
  maximumBytes: number,
  signal: AbortSignal,
) => Promise<HttpResponse>;

const indexType = indexTypes[0] ?? "";
/** Statuses by which registries without the API answer; JFrog says 406, and old ones 400 or 405. */
const unsupported = [400, 404, 405, 406, 501];

/**
 * Lists what has a manifest as its subject: over the referrers API, page by page, and where a registry does not
 * have it in the index under the tag `sha256-…`. Whether it has the API is asked once.
 * See the OCI distribution specification 1.1, "Listing Referrers".
 */
export function createReferrersReader(
  source: Pick<ContentSource, "tagged">,
  get: Get,
  address: (resource: string) => URL,
  path: string,
): ContentSource["referrers"] {
  let isSupported: boolean | null = null;
  return async ({ digest }, subject, signal) => {
    const place = `referrers of ${subject}`;
    const resource = `referrers/${digest}`;
    const url = address(resource).href;
    const looks: Look[] = [];
    if (isSupported !== false) {
      const first = await get(resource, indexType, maximumManifestBytes, signal);
      const type = plainMediaType(first.headers.get("content-type"));
      if (first.status === 200 && type === indexType) {
        isSupported = true;
        const { entries: descriptors, problems } = await readPages(first, {
          start: address(resource),
          path: `/v2/${path}/referrers/`,
          read: readPage,
          get: ({ pathname, search }) => {
            const page = `${pathname}${search}`.slice(`/v2/${path}/`.length);
            return get(page, indexType, maximumManifestBytes, signal);
          },
          maximumEntries: maximumReferrers,
        });
        return {
          descriptors,
          looks: [{ place, url, answer: countAnswer(descriptors.length) }],
          problems,
        };
      }
      if (first.status !== 200 && !unsupported.includes(first.status))
        throw new RegistryError("server", `${url} answers ${first.status}`);
      isSupported ??= false;
      const what = first.status === 200 ? type || "no type" : String(first.status);
      looks.push({ place, url, answer: `not supported (${what})` });
    }
    return listedUnderTag(source, digest, place, looks, signal);
  };
}

/** Never narrowed by type: some registries list the type of the config there. */
async function listedUnderTag(
  source: Pick<ContentSource, "tagged">,
  digest: string,
  place: string,
  looks: readonly Look[],
  signal: AbortSignal,
): Promise<Referrers> {
  const tag = digest.replace(":", "-");
  const { location, stored, absence } = await source.tagged(tag, digest, signal);
  const found =
    stored === null ? [] : stored.manifest.kind === "index" ? stored.manifest.manifests : null;
  const answer =
    stored === null ? absence : found === null ? "no list of referrers" : countAnswer(found.length);
  const look = { place: `${place}, tag ${tag}`, url: location, answer };
  return { descriptors: found ?? [], looks: [...looks, look], problems: [] };
}

function readPage({ status, headers, body }: HttpResponse, url: URL): readonly Descriptor[] {
  if (status !== 200) throw new RegistryError("server", `${url.href} answers ${status}`);
  const index = readManifest(body, plainMediaType(headers.get("content-type")), url.href);
  if (index.kind !== "index")
    throw new RegistryError("wrong-type", `${url.href} is no list of referrers`);
  return index.manifests;
}
