import { RegistryError } from "./errors";
import { plainUrl } from "./hosts";
import type { HttpRequest, HttpResponse, Transport } from "./transport";

/** Registries send to storage, storage to its nearest copy; more is going in circles. */
const maximumHops = 5;

/**
 * Sends a request and follows redirects by hand. The Authorization header stays with the host it is for, and is
 * not sent again once that was left. Redirects lead to HTTPS only, unless the first address was plain HTTP, and to
 * private networks only where the registry is in one itself.
 * @throws RegistryError `refused`, `malformed`, and what the transport rejects with
 */
export async function follow(
  transport: Transport,
  request: Omit<HttpRequest, "body">,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let current: HttpRequest = { ...request, body: null };
  for (let hop = 0; hop <= maximumHops; hop++) {
    const response = await transport.exchange(current, signal);
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined)
      return response;
    const url = targetOf(location, current.url, request.url);
    const leaves = url.origin !== current.url.origin;
    const { authorization: _, ...others } = current.headers;
    current = {
      ...current,
      url,
      headers: leaves ? others : current.headers,
      allowPrivate: leaves ? current.allowPrivate && response.isPrivate : current.allowPrivate,
    };
  }
  throw new RegistryError("refused", `${plainUrl(request.url)} redirects without end`);
}

function targetOf(location: string, from: URL, first: URL): URL {
  if (!URL.canParse(location, from.href))
    throw new RegistryError("malformed", `${plainUrl(from)} redirects to no address`);
  const url = new URL(location, from);
  const isPlain = url.protocol === "http:" && first.protocol === "http:";
  if (url.protocol !== "https:" && !isPlain)
    throw new RegistryError("refused", `${plainUrl(from)} redirects to ${url.protocol}, not HTTPS`);
  if (url.username !== "" || url.password !== "")
    throw new RegistryError(
      "refused",
      `${plainUrl(from)} redirects to an address with a password in it`,
    );
  return url;
}
