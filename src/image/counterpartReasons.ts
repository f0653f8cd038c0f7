import type { Catalog, EndOfLife, Fact, ImageFacts, ImageFamily } from "./catalog";
import type { Distribution } from "./configuration";
import type { Replaced } from "./renewal";

/** Why one would take a counterpart, as data. */
export type Reason =
  | { readonly code: "smaller"; readonly before: Fact<number>; readonly after: Fact<number> }
  | { readonly code: "fewer-packages"; readonly before: Fact<number>; readonly after: Fact<number> }
  | { readonly code: "not-root"; readonly user: string; readonly uid: number | null }
  | { readonly code: "no-shell" }
  | { readonly code: "no-package-manager" }
  | { readonly code: "attestations"; readonly kinds: readonly string[] }
  /** The image of today is out of support and this one is not. */
  | { readonly code: "supported"; readonly ended: EndOfLife; readonly until: string | null };

/** What is not the same as in the image that was asked for. */
export type Difference =
  /** The tag is of another version than was asked for, or says less of it; `behind` is what it stood for. */
  | {
      readonly code: "version";
      readonly asked: string;
      readonly given: string;
      readonly behind: string;
    }
  /** The tag asked for names no version: this is the one that it stood for. */
  | { readonly code: "version-chosen"; readonly asked: string; readonly given: string }
  /** `said` where the tag named the release itself. */
  | {
      readonly code: "other-release";
      readonly from: Distribution;
      readonly to: Distribution;
      readonly said: boolean;
    }
  | { readonly code: "other-distribution"; readonly from: Distribution; readonly to: Distribution }
  | { readonly code: "distribution-unknown"; readonly to: Distribution | null }
  /** Another repository's name that we, and no one else, take for the same software. */
  | { readonly code: "judged"; readonly from: string; readonly to: string }
  | { readonly code: "runtime-for-jdk" }
  | { readonly code: "jdk-for-runtime" }
  | { readonly code: "java-chosen"; readonly version: string }
  | { readonly code: "variant-dropped"; readonly words: readonly string[] }
  | { readonly code: "no-dev-variant" }
  /** The tag moves on to other versions: `version` is what it was on `date`. Pin its digest. */
  | { readonly code: "moving"; readonly version: string; readonly date: string }
  | { readonly code: "less-inside" };

export type PaidBeside = "variants" | "versions";

/**
 * What a family sells beside its free images: FIPS and STIG variants and extended support of Docker's
 * (docs:features, docs:how-to/mirror), every tag but latest of Chainguard's (edu:containers/quickstart).
 */
export const paidBeside: Partial<Record<ImageFamily, PaidBeside>> = {
  dhi: "variants",
  chainguard: "versions",
};

/** What has to be known beside the differences. */
export type Note =
  | Difference
  | { readonly code: "login-needed"; readonly registry: string }
  /** The family sells more than what is named here: `variants` of the image, or its `versions`. */
  | { readonly code: "paid-beside"; readonly what: PaidBeside }
  | { readonly code: "digest-dropped"; readonly digest: string }
  | { readonly code: "platforms"; readonly only: readonly string[] }
  | { readonly code: "catalog-date"; readonly date: string };

/** Whether a difference is one that `exact` must not hide. */
export function breaksExactness(difference: Difference): boolean {
  return difference.code !== "other-release" || difference.said;
}

/** Kinds of attestations by family (docs:core-concepts/attestations, edu:retrieve-image-sboms, collected facts). */
const attestations: Partial<Record<ImageFamily, readonly string[]>> = {
  dhi: ["sbom", "provenance", "vex", "scan"],
  chainguard: ["sbom", "provenance"],
};

export function reasonsFor(asked: Replaced, facts: ImageFacts): Reason[] {
  const before = asked.facts;
  const { user } = facts;
  const reasons: (Reason | null)[] = [
    supported(asked, facts),
    less("smaller", before?.compressedBytes, facts.compressedBytes),
    less("fewer-packages", before?.packages, facts.packages),
    user !== null && !startsAsRoot(facts) && startsAsRoot(before)
      ? { code: "not-root", user: user.value.value, uid: user.value.uid }
      : null,
    facts.shell === false && before?.shell !== false ? { code: "no-shell" } : null,
    facts.packageManager === false && before?.packageManager !== false
      ? { code: "no-package-manager" }
      : null,
    { code: "attestations", kinds: attestations[facts.family] ?? [] },
  ];
  return reasons.filter(
    (it) => it !== null && !(it.code === "attestations" && it.kinds.length === 0),
  ) as Reason[];
}

function supported(asked: Replaced, facts: ImageFacts): Reason | null {
  const ended = asked.facts?.endOfLife.find(({ date }) => date < asked.today);
  if (ended === undefined) return null;
  const until = facts.endOfLife.map(({ date }) => date).sort()[0] ?? null;
  return { code: "supported", ended, until };
}

function less(
  code: "smaller" | "fewer-packages",
  before: Fact<number> | null | undefined,
  after: Fact<number> | null,
): Reason | null {
  if (before == null || after === null || after.value >= before.value) return null;
  return { code, before, after };
}

function startsAsRoot(facts: ImageFacts | null): boolean {
  return facts?.user?.value.uid === 0;
}

export function notesFor(
  catalog: Catalog,
  asked: Replaced,
  facts: ImageFacts,
  differences: readonly Difference[],
): Note[] {
  const registry = facts.family === "dhi" ? "dhi.io" : null;
  const { digest } = asked.reference;
  const { platforms } = facts;
  const what = paidBeside[facts.family];
  const notes: (Note | null)[] = [
    ...differences,
    registry === null ? null : { code: "login-needed", registry },
    what === undefined ? null : { code: "paid-beside", what },
    digest === null ? null : { code: "digest-dropped", digest },
    platforms != null && platforms.length === 1 ? { code: "platforms", only: platforms } : null,
    { code: "catalog-date", date: catalogDate(catalog, facts) },
  ];
  return notes.filter((it) => it !== null);
}

/** The day on which the family's list was read, else that of the catalog. */
function catalogDate(catalog: Catalog, facts: ImageFacts): string {
  return facts.user?.date ?? catalog.date;
}
