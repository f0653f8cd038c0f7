import type { Descriptor, Platform } from "../image/artifact";
import { RegistryError } from "./errors";

/**
 * The entry of an index for a platform: the one that Docker would run, since another one is no use to check
 * (containerd/platforms, `Only`). Of several variants it is the usual one of the architecture, else the next
 * older one, else the oldest; of equals the first. Entries without a platform come last. With no platform asked for
 * it is this machine's Linux, or the only one that there is.
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
  const [nearest] = images
    .map((it) => ({ it, distance: distance(it.platform, wanted) }))
    .filter((one) => Number.isFinite(one.distance))
    .sort((one, other) => one.distance - other.distance);
  const found =
    nearest?.it ??
    images.find(({ platform }) => platform === null) ??
    (asked === null && images.length === 1 ? images[0] : undefined);
  if (found !== undefined) return found;
  const others = platformsOf(entries).map(formatPlatform).join(", ");
  throw new RegistryError(
    "no-platform",
    `${where} has no ${formatPlatform(wanted)}; it has ${others || "no image"}`,
  );
}

/** Whether an index has another image of the very platform of the chosen one, which other tools may take in its place. */
export function hasRival(entries: readonly Descriptor[], chosen: Descriptor): boolean {
  const { platform, digest } = chosen;
  if (platform === null) return false;
  return entries.some(
    (it) => !isAttestation(it) && it.digest !== digest && distance(it.platform, platform) === 0,
  );
}

/** The platforms of an index, attestations left out. */
export function platformsOf(entries: readonly Descriptor[]): Platform[] {
  return entries.flatMap((it) => (isAttestation(it) || it.platform === null ? [] : [it.platform]));
}

/** The image that an entry of an index is about, where it is no image itself but BuildKit's attestations. */
export function attestedDigest({ annotations }: Pick<Descriptor, "annotations">): string | null {
  // In the order of buildx's own reader, which takes an entry without a type too.
  const digest =
    annotations["com.docker.reference.digest"] ?? annotations["vnd.docker.reference.digest"];
  return digest ?? null;
}

/** `linux/arm/v7`. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter((part) => part !== null).join("/");
}

/**
 * `os/arch` or `os/arch/variant`, as Docker writes it, or with what a system calls its architecture
 * (containerd/platforms, `normalizeArch`): `linux/aarch64` is `linux/arm64`. Null for other text.
 */
export function parsePlatform(text: string): Platform | null {
  const match = /^([a-z0-9_]+)\/([a-z0-9_-]+)(?:\/([a-z0-9_.]+))?$/.exec(text.toLowerCase());
  const [, os, written, variant] = match ?? [];
  if (os === undefined || written === undefined) return null;
  const [architecture = written, usual] = otherNames.get(written) ?? [];
  return { os, architecture, variant: variant ?? usual ?? null };
}

const otherNames: ReadonlyMap<string, readonly [architecture: string, variant?: string]> = new Map([
  ["x86_64", ["amd64"]],
  ["x86-64", ["amd64"]],
  ["i386", ["386"]],
  ["aarch64", ["arm64"]],
  ["armhf", ["arm", "v7"]],
  ["armel", ["arm", "v6"]],
]);

/** Docker runs whatever has a platform, and knows nothing of annotations. */
function isAttestation({ platform, annotations }: Descriptor): boolean {
  if (platform === null) return attestedDigest({ annotations }) !== null;
  return platform.os === "unknown" && platform.architecture === "unknown";
}

/** How far an entry is from what is wanted, 0 for the same; infinite where it can't take its place. */
function distance(found: Platform | null, wanted: Platform): number {
  if (found?.os !== wanted.os || found.architecture !== wanted.architecture) return Infinity;
  if (plainVariant(found) === plainVariant(wanted)) return 0;
  if (wanted.variant !== null) return Infinity;
  const [own, usual] = [version(found), version(wanted)];
  return own < usual ? usual - own : 100 + own;
}

/** The number in a variant; those without one come after all others. */
function version(platform: Platform): number {
  return Number(/^v(\d{1,2})/.exec(plainVariant(platform))?.[1] ?? 100);
}

/** As containerd has it: plain amd64 is v1, plain arm64 v8, and plain arm v7. */
function plainVariant({ architecture, variant }: Platform): string {
  return variant ?? usualVariants.get(architecture) ?? "";
}

const usualVariants: ReadonlyMap<string, string> = new Map([
  ["amd64", "v1"],
  ["arm64", "v8"],
  ["arm", "v7"],
]);

function architectureOf(machine: string): string {
  const names: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386", ppc64: "ppc64le" };
  return Object.hasOwn(names, machine) ? (names[machine] ?? machine) : machine;
}
