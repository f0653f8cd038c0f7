/** Some registries give the type of the config, which is that of every artifact (cosign issue 4641). */
export function isVague(artifactType: string | null): boolean {
  return artifactType === null || artifactType === "application/vnd.oci.empty.v1+json";
}

/** Signatures, and bundles that hold their own: nobody signs these in turn. */
export function isSignature(artifactType: string | null): boolean {
  return (
    artifactType !== null &&
    /^application\/vnd\.(?:dev\.sigstore\.bundle|dev\.cosign\.artifact\.sig|dev\.cosign\.simplesigning|cncf\.notary\.signature)\b/.test(
      artifactType,
    )
  );
}
