import type { Descriptor } from "../image/artifact";
import type { RegistryClient, Repository } from "./client";
import { checkedBytes, digestOf, isDigest } from "./digest";
import { RegistryError } from "./errors";
import { maximumBlobBytes, maximumManifestBytes } from "./limits";
import { askGitHub } from "./githubAttestations";
import { indexTypes, manifestKind, manifestTypes, plainMediaType, readManifest } from "./manifest";
import { createReferrersReader } from "./referrers";
import { listTags } from "./tags";
import type { RegistrySource, StoredManifest, Wanted } from "./source";
import type { HttpResponse } from "./transport";

/** Without it Docker Hub answers in a format of before 2016. */
const manifestAccept = [...indexTypes, ...manifestTypes].join(", ");

/**
 * A repository on a registry, read over the OCI distribution protocol 1.1. A tag is looked up by HEAD, which
 * counts against nobody's limit, and its manifest is got by digest.
 */
export function openRepository(repository: Repository, client: RegistryClient): RegistrySource {
  const { registry, path } = repository;
  const name = `${registry}/${path}`;
  const address = (resource: string) => client.address(repository, resource);
  const get = (resource: string, accept: string, maximumBytes: number, signal: AbortSignal) =>
    client.send(repository, { method: "GET", resource, accept, maximumBytes }, signal);
  /** What has a descriptor: an answer that is longer is other content, as a shorter one is. */
  const getAnnounced = (resource: string, accept: string, size: number, signal: AbortSignal) => {
    const request = { method: "GET", resource, accept, maximumBytes: size } as const;
    return client.send(repository, { ...request, isAnnounced: true }, signal);
  };
  const getTagged = (reference: string, signal: AbortSignal) =>
    get(`manifests/${reference}`, manifestAccept, maximumManifestBytes, signal);

  const lookUp = async (tag: string, signal: AbortSignal): Promise<string | null> => {
    const resource = `manifests/${tag}`;
    const head = { method: "HEAD", resource, accept: manifestAccept, maximumBytes: 0 } as const;
    const { status, headers } = await client.send(repository, head, signal);
    if (status === 404) throw new RegistryError("not-found", `${name} has no tag ${tag}`);
    const digest = headers.get("docker-content-digest");
    return status === 200 && isDigest(digest) ? digest : null;
  };

  const read = (response: HttpResponse, reference: string): StoredManifest => {
    const location = address(`manifests/${reference}`).href;
    const { headers, body, status } = response;
    if (status === 404) throw new RegistryError("not-found", `${name} has no ${reference}`);
    if (status !== 200)
      throw new RegistryError("server", `${registry} answers ${status} for ${name} ${reference}`);
    // First, since a page for people is no lie about a digest.
    const mediaType = plainMediaType(headers.get("content-type"));
    manifestKind(mediaType, location);
    const said = headers.get("docker-content-digest");
    const digest = isDigest(reference) ? reference : isDigest(said) ? said : digestOf(body);
    checkedBytes(body, { digest, size: body.length }, location);
    const manifest = readManifest(body, mediaType, location);
    const { artifactType } = manifest;
    const size = body.length;
    const descriptor = { mediaType, digest, size, artifactType, annotations: {}, platform: null };
    return { descriptor, manifest, location, bytes: body };
  };

  let scout: RegistrySource | null = null;
  const source: RegistrySource = {
    name,
    repository: name,
    get mirrored() {
      if (registry !== "docker.io") return null;
      return (scout ??= openRepository({ registry: "registry.scout.docker.com", path }, client));
    },
    locationOf: (manifest) =>
      address(`manifests/${typeof manifest === "string" ? manifest : manifest.digest}`).href,

    lookUp,

    async resolve({ tag, digest }: Wanted, signal) {
      const checkedAt = client.transport.now();
      const name = tag ?? "latest";
      const reference = digest ?? (await lookUp(name, signal)) ?? name;
      const response = await getTagged(reference, signal);
      return { ...read(response, reference), checkedAt };
    },

    async manifest(descriptor: Descriptor, signal) {
      const { digest, size, mediaType } = descriptor;
      const location = address(`manifests/${digest}`).href;
      if (size > maximumManifestBytes)
        throw new RegistryError("too-large", `${location} has ${size} bytes`);
      const answer = await getAnnounced(`manifests/${digest}`, manifestAccept, size, signal);
      const stored = read(answer, digest);
      if (mediaType !== "" && stored.descriptor.mediaType !== mediaType)
        throw new RegistryError(
          "wrong-type",
          `${location} came as ${stored.descriptor.mediaType}, and ${mediaType} was announced`,
        );
      if (stored.descriptor.size !== size)
        throw new RegistryError(
          "wrong-digest",
          `${location} has ${stored.descriptor.size} bytes, and ${size} were announced`,
        );
      return { ...stored, descriptor: { ...descriptor, mediaType: stored.descriptor.mediaType } };
    },

    async tagged(tag, _about, signal) {
      const location = address(`manifests/${tag}`).href;
      const response = await getTagged(tag, signal);
      if (response.status === 404) return { location, stored: null, absence: "none (404)" };
      return { location, stored: read(response, tag), absence: "" };
    },

    elsewhere: (image, signal) => askGitHub(image, client.transport, signal),

    tags: (signal) => listTags(repository, client, signal),

    referrers: (descriptor, subject, signal) => reader(descriptor, subject, signal),

    async blob(descriptor, signal) {
      const { digest, size } = descriptor;
      const location = address(`blobs/${digest}`).href;
      if (size > maximumBlobBytes)
        throw new RegistryError("too-large", `${location} has ${size} bytes`);
      const { status, body } = await getAnnounced(`blobs/${digest}`, "*/*", size, signal);
      if (status === 404) throw new RegistryError("not-found", `${name} has no ${digest}`);
      if (status !== 200)
        throw new RegistryError("server", `${registry} answers ${status} for ${location}`);
      return checkedBytes(body, descriptor, location);
    },
  };
  const reader = createReferrersReader(source, get, address, path);
  return source;
}
