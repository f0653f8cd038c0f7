import { parsePurl, type Purl } from "../purl";

/**
 * The source package in the `upstream` qualifier that syft gives to purls: `glibc@2.36-9`, or `glibc`
 * where its version is the package's own. Null where there is none.
 */
export function upstreamOf(purl: Purl | null, version: string | null): string | null {
  const upstream = purl?.qualifiers.get("upstream") ?? "";
  if (upstream === "") return null;
  // Of rpm it is the file name of the source package, whose parts only rpm's own rules tell apart.
  if (upstream.endsWith(".src.rpm")) return sourceOfRpm(upstream);
  return upstream.includes("@") ? upstream : joinSource(upstream, version);
}

/** The same of a purl as written, of which few have that qualifier. */
export function writtenUpstream(purl: string | null, version: string | null): string | null {
  if (purl === null || !/upstream=/i.test(purl)) return null;
  return upstreamOf(parsePurl(purl), version);
}

export function joinSource(name: string | null, version: string | null): string | null {
  if (name === null || name === "") return null;
  return version === null || version === "" ? name : `${name}@${version}`;
}

/** `bash-5.1.8-6.el9.src.rpm` → `bash@5.1.8-6.el9`: neither version nor release has a dash. */
function sourceOfRpm(file: string): string | null {
  const match = /^(.+)-([^-]+-[^-]+)\.src\.rpm$/.exec(file);
  return match === null ? null : `${match[1]}@${match[2]}`;
}
