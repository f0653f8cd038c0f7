import type { RepositoryEntry } from "./catalogFile";
import { distributionIn } from "./endOfLife";

/** What an image's config says beside the user, and what it is built on. Null is unknown, empty is none. */
export interface ConfigurationFacts {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  /** `8080/tcp` */
  readonly ports: readonly string[] | null;
  readonly workdir: string | null;
  /** Variables that its own ENV is known to set. All of them where `declared` is true. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its definition was read whole: what the fields above leave out is not there. */
  readonly declared: boolean;
  readonly distribution: Distribution | null;
  /** For families that publish both; null for others. */
  readonly variant: "runtime" | "dev" | null;
  /** A build of the same software with something more: `fpm`, `compat`, `cudnn`. */
  readonly flavor: string | null;
  /** `amd64`, `arm64`; null where that is not known. */
  readonly platforms: readonly string[] | null;
  /** The version behind a moving tag on the day of the source: Chainguard's `latest`. */
  readonly version: string | null;
}

export interface Distribution {
  readonly family: DistributionFamily;
  /** `13`, `3.24`, `24.04`; null where only the family is known. */
  readonly release: string | null;
}

/** `rpm` is every distribution with RPM packages; `wolfi` is Chainguard's, with glibc and apk. */
export type DistributionFamily = "debian" | "ubuntu" | "alpine" | "wolfi" | "rpm";

export function configurationFacts(
  entry: RepositoryEntry,
  place: number | undefined,
  environment: Readonly<Record<string, string>> | undefined,
): Omit<ConfigurationFacts, "distribution" | "variant"> {
  const known = place === undefined ? undefined : entry.configurations?.[place];
  const declared = entry.declared === true;
  const none = declared ? [] : null;
  return {
    entrypoint: known?.entrypoint ?? none,
    cmd: known?.cmd ?? none,
    ports: known?.ports ?? none,
    workdir: known?.workdir ?? (declared ? "/" : null),
    environment: known?.environment ?? environment ?? {},
    declared,
    flavor: known?.flavor ?? null,
    platforms: known?.platforms ?? (entry.family === "dhi" && declared ? both : null),
    version: known?.version ?? null,
  };
}

const both = ["amd64", "arm64"];

/** From what is recorded, else from the words of the tag or of a distroless name. */
export function distributionFact(
  recorded: string | undefined,
  name: string,
  tag: string | null,
): Distribution | null {
  const slug = recorded ?? distributionIn(tag ?? "") ?? distributionIn(lastPart(name));
  if (slug !== null) return named(slug);
  const family = /(?:^|-)(alpine|debian|ubuntu)(?:-|$)/.exec(tag ?? "")?.[1];
  if (family !== undefined) return { family: family as DistributionFamily, release: null };
  return rpmTag.test(tag ?? "") || rpmRepository.test(name)
    ? { family: "rpm", release: null }
    : null;
}

const rpmTag =
  /(?:^|-)(?:ubi\d*|al\d+|amazonlinux\d*|azurelinux[\d.]*|oraclelinux\d*|centos\d*|almalinux\d*|cbl)(?:-|$)/;
const rpmRepository =
  /^docker\.io\/library\/(?:almalinux|amazonlinux|centos|fedora|mageia|oraclelinux|photon|rockylinux|sl|amazoncorretto)$|\/ubi\d*(?:-|\/|$)/;

function named(slug: string): Distribution {
  const [product = "", release = ""] = slug.split("/");
  const family = families.get(product) ?? "rpm";
  return { family, release: release === "" ? null : release };
}

const families: ReadonlyMap<string, DistributionFamily> = new Map([
  ["debian", "debian"],
  ["ubuntu", "ubuntu"],
  ["alpine-linux", "alpine"],
  ["wolfi", "wolfi"],
]);

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
