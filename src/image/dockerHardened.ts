import { isSystem, type Asked } from "./askedImage";
import type { Catalog, Successor } from "./catalog";
import type { Distribution, DistributionFamily } from "./configuration";
import {
  candidatesOf,
  depthOf,
  dropEnded,
  leastBy,
  releaseFit,
  startsWith,
  versionFit,
  versionsOf,
  type Candidate,
  type Choice,
} from "./choice";
import type { Difference } from "./counterpartReasons";
import { variantAbsent } from "./noCounterpart";
import { variantsOf, type Variant } from "./variantWords";

/** The tag of Docker's hardened image for what is asked, or why there is none. */
export function chooseHardened(catalog: Catalog, asked: Asked): Choice {
  const successor = asked.successors.find(({ family }) => family === "dhi");
  if (successor === undefined) return { code: "not-in-family" };
  const all = candidatesOf(catalog, successor.repository);
  const answers = variantsOf(asked).map((variant) => chooseVariant(asked, successor, all, variant));
  const none = answers.filter((answer) => "code" in answer);
  return (
    answers.find((answer) => !("code" in answer)) ??
    none.find(({ code }) => code !== "variant-absent" && code !== "role-absent") ??
    none.find(({ code }) => code !== "variant-absent") ??
    none[0] ??
    variantAbsent(asked.tag, asked.words.words)
  );
}

function chooseVariant(
  asked: Asked,
  successor: Successor,
  all: readonly Candidate[],
  variant: Variant,
): Choice {
  const inVariant = all.filter((it) => same(it.words.words, variant.words));
  if (inVariant.length === 0) return variantAbsent(asked.tag, variant.words);
  const found = inRole(inVariant, asked.role);
  if (found.length === 0) return { code: "role-absent", role: asked.role };
  const { living, ended } = dropEnded(asked.today, found);
  const known = withVersion(asked, living);
  const fitting = isSystem(asked.repository)
    ? living
    : living.filter((candidate) => versionFit(known, candidate) !== null);
  const families = familiesFor(asked);
  const onFamily = fitting.filter(({ image }) =>
    families.includes(image.distribution?.family ?? "debian"),
  );
  const chosen = leastBy(onFamily, (candidate) => ranks(known, candidate));
  if (chosen === null) return whyNot(known, found, living, fitting, ended);
  const { image, tag } = chosen;
  const builds = image.variant === "dev" || image.kind === "sdk";
  const differences: Difference[] = [
    ...variant.differences,
    ...versionDifference(known, chosen),
    ...distributionDifference(asked, image.distribution),
  ];
  if (asked.role === "build" && !builds) differences.unshift({ code: "no-dev-variant" });
  if (successor.judged) {
    differences.unshift({ code: "judged", from: asked.repository, to: successor.repository });
  }
  return { reference: `${successor.repository}:${tag}`, image, differences };
}

function whyNot(
  asked: Asked,
  found: readonly Candidate[],
  living: readonly Candidate[],
  fitting: readonly Candidate[],
  ended: string | null,
): Choice {
  if (asked.standsFor.length === 0 && !isSystem(asked.repository)) {
    return { code: "version-unknown", tag: asked.tag };
  }
  if (fitting.length > 0) {
    const family = asked.distribution?.family ?? "debian";
    const available = new Set(fitting.map(({ image }) => image.distribution?.family ?? "debian"));
    return { code: "distribution-absent", family, available: [...available].sort() };
  }
  const over = found.some((it) => !living.includes(it) && versionFit(asked, it) !== null);
  if ((over || living.length === 0) && ended !== null) return { code: "ended", date: ended };
  const available = versionsOf(living, Math.max(depthOf(asked), Math.min(asked.said.length, 2)));
  return { code: "version-absent", asked: versionAsked(asked), available };
}

export function versionAsked({ said, standsFor }: Asked): string {
  return (said.length > 0 ? said : standsFor).join(".");
}

/** Runtime images for what ships; to build with, `-dev`, and where there is none what there is. */
function inRole(found: readonly Candidate[], role: Asked["role"]): readonly Candidate[] {
  const dev = found.filter(({ image }) => image.variant === "dev");
  if (role === "build" && dev.length > 0) return dev;
  return found.filter(({ image }) => image.variant !== "dev");
}

/** A moving tag of a repository without a list is taken for the one major version that there is. */
function withVersion(asked: Asked, living: readonly Candidate[]): Asked {
  if (asked.standsFor.length > 0 || asked.listed) return asked;
  const majors = versionsOf(living, 1);
  const [only] = majors;
  return majors.length === 1 && only !== undefined
    ? { ...asked, standsFor: [Number(only)] }
    : asked;
}

/**
 * Debian stays Debian and Alpine stays Alpine. Ubuntu goes to Debian (docs:migration/migrate-from-ubuntu,
 * collected facts). Services on an RPM distribution do too, since nothing is built against it there; an
 * image to build with does not.
 */
function familiesFor(asked: Asked): readonly DistributionFamily[] {
  const family = asked.distribution?.family ?? null;
  if (family === "alpine") return ["alpine"];
  if (family === "rpm") return isService(asked) ? ["debian"] : [];
  return ["debian"];
}

/** A server or tool that is used as it is: no language, whose programs are built against the system. */
function isService({ facts, repository, name }: Asked): boolean {
  if (facts?.kind !== "runtime" || repository.startsWith("mcr.microsoft.com/dotnet/")) return false;
  return !/jdk|java|temurin|corretto|zulu|sapmachine/.test(name);
}

function ranks(asked: Asked, { tag, words, image, ...rest }: Candidate): readonly number[] {
  const candidate = { tag, words, image, ...rest };
  const wanted = sameFamily(asked, image.distribution)
    ? (asked.distribution?.release ?? null)
    : null;
  const named = asked.saysRelease;
  const family = asked.words.distribution?.family === image.distribution?.family;
  const said = named ? 2 : family ? 1 : 0;
  const form = words.distribution === null ? 0 : words.distribution.release === null ? 1 : 2;
  const newest = -releaseOrder(image.distribution);
  if (isSystem(asked.repository))
    return [releaseFit(wanted, release(image.distribution)), newest, tag.length];
  return [
    versionFit(asked, candidate) ?? Infinity,
    named ? releaseFit(wanted, release(image.distribution)) : 0,
    Math.abs(form - said),
    newest,
    form,
    tag.length,
  ];
}

function release(distribution: Distribution | null): string | null {
  return distribution?.release ?? null;
}

function releaseOrder(distribution: Distribution | null): number {
  const [major = "0", minor = "0"] = (release(distribution) ?? "0").split(".");
  return Number(major) * 100 + Number(minor);
}

function sameFamily(asked: Asked, distribution: Distribution | null): boolean {
  return asked.distribution?.family === distribution?.family;
}

/** What is not the same about the version, nothing where all that was said of it is kept. */
export function versionDifference(
  asked: Asked,
  { words, version, image }: Candidate,
): Difference[] {
  if (isSystem(asked.repository)) return systemDifference(asked, release(image.distribution));
  const named = words.version.length > 0 ? words.version : version;
  const given = named.join(".");
  const behind = version.join(".");
  const sameRelease = startsWith(version, asked.standsFor.slice(0, depthOf(asked)));
  const stoodFor = asked.standsFor.join(".");
  if (asked.said.length === 0) {
    const chosen = { code: "version-chosen", asked: asked.tag, given } as const;
    return sameRelease ? [chosen] : [chosen, { code: "version", asked: stoodFor, given, behind }];
  }
  const said = asked.said.join(".");
  const sameText = given === said && !asked.words.cut;
  if (sameText && sameRelease) return [];
  return [{ code: "version", asked: sameText ? stoodFor : said, given, behind }];
}

/** `alpine:3` and `debian:latest` name no release; `alpine:3.24.1` and `debian:12.5` a point of one. */
function systemDifference(asked: Asked, given: string | null): Difference[] {
  if (given === null) return [];
  const { version } = asked.words;
  const whole = given.split(".").length;
  const named = version.length >= whole || asked.words.distribution !== null;
  if (!named) return [{ code: "version-chosen", asked: asked.tag, given }];
  const { family, release } = asked.distribution ?? {};
  if (version.length <= whole || family === "ubuntu" || release !== given) return [];
  return [{ code: "version", asked: version.join("."), given, behind: given }];
}

export function distributionDifference(asked: Asked, to: Distribution | null): Difference[] {
  const from = asked.distribution;
  if (from === null) return [{ code: "distribution-unknown", to }];
  if (to === null) return [];
  if (from.family !== to.family) return [{ code: "other-distribution", from, to }];
  if (from.release === null || from.release === to.release) return [];
  return [{ code: "other-release", from, to, said: asked.saysRelease }];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, place) => word === b[place]);
}
