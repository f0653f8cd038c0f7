import { formatPurl } from "../purl";

/**
 * The identifiers by which VEX documents name an image: purls of the types oci and docker, with each
 * digest and the tag, and the digests themselves. `repository` is normalised, as in `dhi.io/python` or
 * `docker.io/library/debian`; null where the image is not from a registry. Digests have their algorithm.
 */
export function imageProducts(
  repository: string | null,
  digests: readonly string[],
  tag: string | null,
): string[] {
  if (repository === null) return [...digests];
  const [host = "", ...path] = repository.split("/");
  const name = path.at(-1) ?? "";
  const versions = [...digests, ...(tag === null ? [] : [tag])];
  const qualifiers = new Map([
    ["repository_url", repository],
    ...(tag === null ? [] : [["tag", tag] as const]),
  ]);
  const oci = (version: string, ociName: string) =>
    formatPurl({ type: "oci", namespace: null, name: ociName, version, qualifiers, subpath: null });
  // Docker's documents call dhi.io/python dhi/python, as the repository on Docker Hub is called.
  const dockerPath = host === "dhi.io" ? ["dhi", ...path] : path;
  const docker = (version: string) =>
    formatPurl({
      type: "docker",
      namespace: dockerPath.slice(0, -1).join("/") || null,
      name,
      version,
      qualifiers: new Map(),
      subpath: null,
    });
  const names = [...new Set([name, dockerPath.join("/")])];
  return [
    ...digests.flatMap((digest) => names.map((one) => oci(digest, one))),
    ...versions.map(docker),
    ...digests,
  ];
}
