import type { Artifact, Look, ResolvedImage } from "../image/artifact";
import { countAnswer, shortAnswer } from "./answers";
import { digestOf } from "./digest";
import { RegistryError, registryErrorText } from "./errors";
import { follow } from "./follow";
import { elements, objectFields, readJsonObject, stringOr } from "./json";
import { maximumBlobBytes, maximumReferrers } from "./limits";
import type { Elsewhere } from "./source";
import type { Transport } from "./transport";

const api = "https://api.github.com";
/** One page, as the API allows; nobody attests an image more often. */
const pageSize = maximumReferrers;

/**
 * The attestations that GitHub keeps about an image beside its registry: those of the repository that the index
 * names as its source, and for images on ghcr.io those of their owner. They are Sigstore bundles, asked for by
 * digest without a login. Null for images that have nothing to do with GitHub.
 * See https://docs.github.com/rest/repos/attestations (API version 2022-11-28).
 */
export async function askGitHub(
  image: ResolvedImage,
  transport: Transport,
  signal: AbortSignal,
): Promise<Elsewhere | null> {
  const places = placesOf(image);
  if (places.length === 0) return null;
  const digests = [image.index, image.manifest].flatMap((it) => it?.digest ?? []);
  const found = await Promise.all(
    digests.map((digest) => askAll(places, digest, transport, signal)),
  );
  return {
    artifacts: found.flatMap(({ artifacts }) => artifacts),
    looks: found.flatMap(({ looks }) => looks),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** Paths of the API, of which the first that knows the digest answers. */
function placesOf({ repository, indexAnnotations }: ResolvedImage): readonly string[] {
  const source = indexAnnotations["org.opencontainers.image.source"] ?? "";
  const [, owner, name] =
    /^https:\/\/github\.com\/([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(source) ?? [];
  if (owner !== undefined && name !== undefined && !/^\.+$/.test(name))
    return [`repos/${owner}/${name}`];
  const [, account] = /^ghcr\.io\/([\w-]+)\//.exec(repository ?? "") ?? [];
  return account === undefined ? [] : [`orgs/${account}`, `users/${account}`];
}

async function askAll(
  places: readonly string[],
  digest: string,
  transport: Transport,
  signal: AbortSignal,
): Promise<Elsewhere> {
  const looks: Look[] = [];
  for (const path of places) {
    const url = new URL(`${api}/${path}/attestations/${digest}?per_page=${pageSize}`);
    const place = `GitHub's attestations of ${path.replace(/^\w+\//, "")}`;
    const look = (answer: string) => looks.push({ place, url: url.href, answer });
    try {
      const { artifacts, problems } = await ask(url, transport, signal);
      look(countAnswer(artifacts.length));
      return { artifacts, looks, problems };
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code === "cancelled") throw error;
      look(shortAnswer(error));
      if (error.code !== "not-found")
        return { artifacts: [], looks, problems: [registryErrorText(error)] };
    }
  }
  return { artifacts: [], looks, problems: [] };
}

async function ask(url: URL, transport: Transport, signal: AbortSignal) {
  const headers = {
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  };
  const request = { method: "GET", url, headers, allowPrivate: false } as const;
  const { status, body } = await follow(
    transport,
    { ...request, maximumBytes: maximumBlobBytes },
    signal,
  );
  if (status === 404) throw new RegistryError("not-found", `${url.host} knows no attestations`);
  // 403 is how it says that an address has asked too often.
  if (status === 403 || status === 429)
    throw new RegistryError("rate-limited", `${url.host} asks us to wait`);
  if (status !== 200) throw new RegistryError("server", `${url.host} failed (${status})`);
  const listed = elements(readJsonObject(body, url.host).get("attestations"));
  const bundles = listed.map((it) => objectFields(it)?.get("bundle") ?? null);
  const artifacts = bundles.flatMap((bundle, at) =>
    objectFields(bundle) === null ? [] : [artifactOf(bundle, `${url.href}#${at}`)],
  );
  const missing = bundles.length - artifacts.length;
  const problems =
    missing === 0 ? [] : [`${url.host} keeps ${missing} bundles elsewhere, which were not read.`];
  return { artifacts, problems };
}

/** The API embeds bundles in its answer, so the bytes are those of the same JSON written anew. */
function artifactOf(bundle: unknown, location: string): Artifact {
  const bytes = Buffer.from(JSON.stringify(bundle));
  const mediaType = stringOr(objectFields(bundle)?.get("mediaType"), "");
  const descriptor = {
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
    artifactType: null,
    annotations: {},
    platform: null,
  };
  const layer = { descriptor, bytes, problem: null, isAltered: false };
  return { place: "bundle", location, manifest: null, layers: [layer], signatures: [] };
}
