import type { Sbom } from "../attestations/sbom/model";
import type { ResolvedImage } from "../image/artifact";
import type { Fact, ImageFacts, UserFact } from "../image/catalog";
import { withLiveFacts, type OwnFacts } from "../image/liveFacts";
import type { ImageVerdict } from "../verify/evidence";
import type { EvidenceItem } from "../verify/item";
import type { Verdict } from "../verify/verdict";
import { betterVerdict } from "../verify/verdicts";
import type { Vulnerabilities } from "../verify/vulnerabilities";
import { sbomOf } from "./evidence";
import { packageCount } from "./packageChanges";

/** One side of a comparison: an image, or a file, with all that is known of it. */
export interface ComparedImage {
  /** As it was asked for. */
  readonly name: string;
  /** Null for a file, and where it could not be had. */
  readonly image: ResolvedImage | null;
  /** Of all its evidence; null where none could be looked at. */
  readonly verdict: Verdict | null;
  readonly list: PackageList;
  readonly facts: ComparedFacts;
  /** Null where nobody looked for vulnerabilities. */
  readonly vulnerabilities: Vulnerabilities | null;
  /** Sentences: what could not be had or read. */
  readonly problems: readonly string[];
}

/** Of the index, or of the one manifest that there is; null for a file, and where the image could not be had. */
export function digestOf({ image }: ComparedImage): string | null {
  return (image?.index ?? image?.manifest)?.digest ?? null;
}

/** The list of packages that is compared, or why there is none. */
export type PackageList =
  | {
      readonly kind: "list";
      readonly item: EvidenceItem;
      readonly sbom: Sbom;
      readonly count: number;
    }
  /** The image could not be had; it has no list; or none that passed its checks. */
  | { readonly kind: "unreachable" | "missing" | "failed" };

/** What an image is beside its packages. What is not known is null, and never "no". */
export interface ComparedFacts {
  readonly user: Told<UserFact> | null;
  readonly shell: Told<boolean> | null;
  readonly packageManager: Told<boolean> | null;
  /** Of its layers as they are transferred. */
  readonly compressedBytes: Told<number> | null;
  /** Its entrypoint and command, as words. */
  readonly start: Told<readonly string[]> | null;
  /** As the catalog counted them. */
  readonly packages: Told<number> | null;
}

export interface Told<T> {
  readonly value: T;
  /** The source of the catalog and its day; null where the image itself says so. */
  readonly by: { readonly source: string; readonly date: string } | null;
}

/** Whence a side of a comparison is. */
export interface ComparedParts {
  readonly name: string;
  /** Null where it could not be had. */
  readonly evidence: {
    readonly image: ResolvedImage | null;
    readonly result: ImageVerdict;
  } | null;
  /** Null for a file, and where the image could not be had. */
  readonly own: OwnFacts | null;
  /** Null where the catalog does not know the image. */
  readonly catalog: ImageFacts | null;
  readonly vulnerabilities: Vulnerabilities | null;
  readonly problems: readonly string[];
}

/**
 * Puts together what is known of an image: what it says itself goes before what the catalog says of its tag. Of
 * several lists the one with the best verdict counts, of these the first that names packages; what failed a check
 * counts for nothing.
 */
export function comparedImage(parts: ComparedParts): ComparedImage {
  const { name, evidence, own, vulnerabilities, problems } = parts;
  const list: PackageList =
    evidence === null ? { kind: "unreachable" } : listOf(evidence.result.items);
  return {
    name,
    image: evidence?.image ?? null,
    verdict: evidence?.result.verdict ?? null,
    list,
    facts: factsOf(parts, list),
    vulnerabilities,
    problems: [...problems, ...(evidence?.result.problems ?? []), ...(own?.problems ?? [])],
  };
}

function listOf(items: readonly EvidenceItem[]): PackageList {
  let best: Extract<PackageList, { kind: "list" }> | null = null;
  let hasFailed = false;
  for (const item of items) {
    const sbom = sbomOf(item);
    if (sbom === null) continue;
    if (item.verdict === "failed") {
      hasFailed = true;
      continue;
    }
    const list = { kind: "list", item, sbom, count: packageCount(sbom) } as const;
    const isBetter =
      best === null ||
      betterVerdict(item.verdict, best.item.verdict) ||
      (item.verdict === best.item.verdict && best.count === 0 && list.count > 0);
    if (isBetter) best = list;
  }
  return best ?? { kind: hasFailed ? "failed" : "missing" };
}

function factsOf(
  { name, evidence, own, catalog }: ComparedParts,
  list: PackageList,
): ComparedFacts {
  const annotations = evidence?.image?.indexAnnotations ?? {};
  const config = own?.config ?? null;
  const size = own?.compressedBytes ?? null;
  return {
    user: config === null ? toldBy(catalog?.user) : byItself(userOf(name, own, catalog)),
    shell:
      annotated(annotations["com.docker.dhi.shell"]) ??
      listed(list, shells) ??
      sameAsUser(catalog?.shell, catalog),
    packageManager:
      annotated(annotations["com.docker.dhi.package-manager"]) ??
      listed(list, packageManagers) ??
      sameAsUser(catalog?.packageManager, catalog),
    compressedBytes: size === null ? toldBy(catalog?.compressedBytes) : byItself(size),
    start:
      config === null
        ? sameAsUser(startOf(catalog), catalog)
        : byItself([...config.entrypoint, ...config.cmd]),
    packages: toldBy(catalog?.packages),
  };
}

/** The user of the config, with the number that the catalog knows of its name. */
function userOf(name: string, own: OwnFacts | null, catalog: ImageFacts | null): UserFact | null {
  const live = {
    ...{ reference: name, registry: "", askedAt: new Date(0), digest: null, platform: null },
    ...{ tags: null, problems: [], compressedBytes: null, config: own?.config ?? null },
  };
  return withLiveFacts(catalog, live)?.user?.value ?? null;
}

/** Docker writes the name of what an image has, and an empty text where it has none. */
function annotated(text: string | undefined): Told<boolean> | null {
  return text === undefined ? null : byItself(text !== "");
}

/** A package of the distribution shows that something is there; that there is none shows nothing. */
function listed(list: PackageList, names: ReadonlySet<string>): Told<boolean> | null {
  if (list.kind !== "list") return null;
  const isThere = list.sbom.components.some(
    ({ name, type }) => distributed.has(type) && names.has(name),
  );
  return isThere ? byItself(true) : null;
}

const distributed: ReadonlySet<string> = new Set(["deb", "apk", "rpm"]);
const shells: ReadonlySet<string> = new Set(["bash", "dash", "busybox", "ksh", "mksh", "zsh"]);
const packageManagers: ReadonlySet<string> = new Set([
  ...["apt", "apk-tools", "dnf", "microdnf", "rpm", "yum", "zypper"],
]);

function startOf(catalog: ImageFacts | null): readonly string[] | null {
  const { entrypoint, cmd } = catalog ?? {};
  return entrypoint == null || cmd == null ? null : [...entrypoint, ...cmd];
}

function byItself<T>(value: T | null): Told<T> | null {
  return value === null ? null : { value, by: null };
}

function toldBy<T>(fact: Fact<T> | null | undefined): Told<T> | null {
  if (fact == null) return null;
  const { value, source, date } = fact;
  return { value, by: { source, date } };
}

/** What comes from the same definition as the user bears its source. */
function sameAsUser<T>(value: T | null | undefined, catalog: ImageFacts | null): Told<T> | null {
  return value == null || catalog?.user == null ? null : toldBy({ ...catalog.user, value });
}
