import type { RegistryClient, Repository } from "./client";
import { RegistryError } from "./errors";
import { elements, readJsonObject } from "./json";
import { maximumManifestBytes } from "./limits";
import { readPages } from "./pages";

const maximumTags = 20_000;

/**
 * All tags of a repository, OCI distribution specification 1.1, "Listing Tags".
 * @throws RegistryError where there is no whole list
 */
export async function listTags(
  repository: Repository,
  client: RegistryClient,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { registry, path } = repository;
  const start = client.address(repository, "tags/list");
  const get = ({ pathname, search }: URL) => {
    const resource = `${pathname}${search}`.slice(`/v2/${path}/`.length);
    const request = { method: "GET", accept: "application/json", resource } as const;
    return client.send(repository, { ...request, maximumBytes: maximumManifestBytes }, signal);
  };
  const { entries, problems } = await readPages(await get(start), {
    start,
    path: `/v2/${path}/tags/list`,
    get,
    maximumEntries: maximumTags,
    read({ status, body }, url) {
      if (status !== 200)
        throw new RegistryError("server", `${registry} lists no tags of ${path} (${status})`);
      const tags = elements(readJsonObject(body, url.href).get("tags"));
      return tags.filter((it): it is string => typeof it === "string" && isTag(it));
    },
  });
  const [problem] = problems;
  if (problem !== undefined) throw new RegistryError("server", problem.replace(/\.$/, ""));
  return entries;
}

/** As the specification has it; what is none can't be asked for. */
function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text);
}
