import type { Descriptor, Platform } from "../image/artifact";
import { RegistryError } from "./errors";

/**
 * The entry of an index for a platform. A variant that is not asked for matches any, the first entry first.
 * Entries without a platform come last. With no platform asked for it is this machine's Linux, or the only
 * one that there is.
 * @param machine Node's name of the architecture: `x64`, `arm64`
 * @throws RegistryError `no-platform` with those that there are
 */
export function choosePlatform(
  entries: readonly Descriptor[],
  asked: Platform | null,
  machine: string,
  where: string,
): Descriptor {
  const images = entries.filter((it) => !isAttestation(it));
  const wanted = asked ?? { os: "linux", architecture: architectureOf(machine), variant: null };
  const found =
    images.find(({ platform }) => platform !== null && isSame(platform, wanted)) ??
    images.find(({ platform }) => platform === null) ??
    (asked === null && images.length === 1 ? images[0] : undefined);
  if (found !== undefined) return found;
  const others = platformsOf(entries).map(formatPlatform).join(", ");
  throw new RegistryError(
    "no-platform",
    `${where} has no ${formatPlatform(wanted)}; it has ${others || "no image"}`,
  );
}

/** The platforms of an index, attestations left out. */
export function platformsOf(entries: readonly Descriptor[]): Platform[] {
  return entries.flatMap((it) => (isAttestation(it) || it.platform === null ? [] : [it.platform]));
}

/** The image that an entry of an index is about, where it is no image itself but BuildKit's attestations. */
export function attestedDigest({ annotations }: Descriptor): string | null {
  // In the order of buildx's own reader, which takes an entry without a type too.
  const digest =
    annotations["com.docker.reference.digest"] ?? annotations["vnd.docker.reference.digest"];
  return digest ?? null;
}

/** `linux/arm/v7`. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter((part) => part !== null).join("/");
}

/** `os/arch` or `os/arch/variant`, as Docker writes it; null for other text. */
export function parsePlatform(text: string): Platform | null {
  const match = /^([a-z0-9_]+)\/([a-z0-9_]+)(?:\/([a-z0-9_.]+))?$/.exec(text.toLowerCase());
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { os: match[1], architecture: match[2], variant: match[3] ?? null };
}

function isAttestation(entry: Descriptor): boolean {
  return (
    attestedDigest(entry) !== null ||
    (entry.platform?.os === "unknown" && entry.platform.architecture === "unknown")
  );
}

function isSame(found: Platform, wanted: Platform): boolean {
  if (found.os !== wanted.os || found.architecture !== wanted.architecture) return false;
  return wanted.variant === null || plainVariant(found) === plainVariant(wanted);
}

/** As containerd has it: plain arm64 is v8, and plain arm is v7. */
function plainVariant({ architecture, variant }: Platform): string | null {
  if (architecture === "arm64") return variant ?? "v8";
  return architecture === "arm" ? (variant ?? "v7") : variant;
}

function architectureOf(machine: string): string {
  const names: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386", ppc64: "ppc64le" };
  return Object.hasOwn(names, machine) ? (names[machine] ?? machine) : machine;
}
