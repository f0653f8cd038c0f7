import { isSystem, type Asked } from "./askedImage";
import type { Catalog } from "./catalog";
import {
  candidatesOf,
  depthOf,
  dropEnded,
  leastBy,
  releaseFit,
  versionFit,
  versionsOf,
  type Candidate,
  type Choice,
} from "./choice";
import type { Difference } from "./counterpartReasons";
import { variantAbsent } from "./noCounterpart";
import { distributionDifference, versionAsked, versionDifference } from "./dockerHardened";

/**
 * Chainguard's free image: one moving tag, `latest`, and `latest-dev` to build with. It counts while the
 * version recorded for it is of the release that is asked for; it is on Wolfi, never on Debian or Alpine.
 */
export function chooseChainguard(catalog: Catalog, asked: Asked): Choice {
  const repositories = asked.successors.filter(({ family }) => family === "chainguard");
  if (repositories.length === 0) return { code: "not-in-family" };
  const { repository, judged } =
    repositories.find((it) => it.repository.endsWith(asked.role === "build" ? "/jdk" : "/jre")) ??
    repositories[0]!;
  const tag = asked.role === "build" ? "latest-dev" : "latest";
  const all = candidatesOf(catalog, repository).filter((it) => it.tag === tag);
  const [candidate] = all;
  if (candidate === undefined) return { code: "role-absent", role: asked.role };
  const words = wordsLeft(asked);
  if (words.length > 0) return variantAbsent(asked.tag, words);
  if (candidate.version.length === 0) return { code: "version-unknown", tag };
  if (asked.standsFor.length === 0) return { code: "version-unknown", tag: asked.tag };
  if (versionFit(asked, candidate) === null) return versionAbsent(asked, all);
  const { version, distribution } = candidate.image;
  const date = catalog.sources.find(({ name }) => name === "chainguard-images/images")?.date ?? "";
  return {
    reference: `${repository}:${tag}`,
    image: candidate.image,
    differences: [
      { code: "moving", version: version ?? "", date },
      ...judgedDifference(asked, repository, judged),
      ...jdkDifference(asked),
      ...distributionDifference(asked, distribution),
    ],
  };
}

/** Without the words that the repository or the version tells: these families have one variant of each. */
function wordsLeft({ name, words }: Asked): readonly string[] {
  const plain = name === "php" ? /^cli$/ : /^(?:jdk|jre|mainline|stable|lts|current|sdk)$/;
  return words.words.filter((word) => !plain.test(word));
}

/** Google's distroless images run and do not build; their `nonroot` tag starts as 65532. */
export function chooseDistroless(catalog: Catalog, asked: Asked): Choice {
  const repositories = asked.successors.filter(({ family }) => family === "distroless");
  if (repositories.length === 0) return { code: "not-in-family" };
  if (asked.role === "build") return { code: "role-absent", role: asked.role };
  const words = wordsLeft(asked);
  if (words.length > 0) return variantAbsent(asked.tag, words);
  const all = repositories
    .flatMap(({ repository }) => candidatesOf(catalog, repository))
    .filter(({ tag }) => tag === "nonroot");
  const { living, ended } = dropEnded(asked.today, all);
  if (living.length === 0) return { code: "ended", date: ended ?? asked.today };
  const family = asked.distribution?.family ?? "debian";
  if (family !== "debian" && family !== "ubuntu") {
    return { code: "distribution-absent", family, available: ["debian"] };
  }
  if (asked.standsFor.length === 0 && !isSystem(asked.repository)) {
    return { code: "version-unknown", tag: asked.tag };
  }
  const system = isSystem(asked.repository);
  const fitting = system ? living : living.filter((it) => versionFit(asked, it) !== null);
  const wanted = family === "debian" ? (asked.distribution?.release ?? null) : null;
  const chosen = leastBy(fitting, ({ image }) => [
    releaseFit(wanted, image.distribution?.release ?? null),
  ]);
  if (chosen === null) return versionAbsent(asked, living);
  return {
    reference: `${chosen.image.repository}:${chosen.tag}`,
    image: chosen.image,
    differences: [
      ...(system ? [{ code: "less-inside" } as const] : versionDifference(asked, chosen)),
      ...judgedDifference(asked, chosen.image.repository, true),
      ...jdkDifference(asked),
      ...distributionDifference(asked, chosen.image.distribution),
    ],
  };
}

/** Microsoft's chiselled Ubuntu images and those on Azure Linux: tags of the same repositories, to run. */
export function chooseDotnet(catalog: Catalog, asked: Asked): Choice {
  if (!asked.successors.some(({ family }) => family === "dotnet")) return { code: "not-in-family" };
  if (asked.role === "build") return { code: "role-absent", role: asked.role };
  const family = asked.distribution?.family ?? "ubuntu";
  if (family === "alpine") return { code: "distribution-absent", family, available: ["ubuntu"] };
  const small = family === "rpm" ? "distroless" : "chiseled";
  const all = candidatesOf(catalog, asked.repository).filter(
    ({ words }) => words.words.length === 1 && words.words[0] === small,
  );
  const { living, ended } = dropEnded(asked.today, all);
  const fitting = living.filter((it) => versionFit(asked, it) !== null);
  const wanted = family === "ubuntu" ? (asked.distribution?.release ?? null) : null;
  const chosen = leastBy(fitting, (candidate) => [
    versionFit(asked, candidate) ?? Infinity,
    releaseFit(wanted, candidate.image.distribution?.release ?? null),
    candidate.tag.length,
  ]);
  if (chosen === null) {
    const over = all.some((it) => versionFit(asked, it) !== null);
    return over && ended !== null ? { code: "ended", date: ended } : versionAbsent(asked, living);
  }
  return {
    reference: `${asked.repository}:${chosen.tag}`,
    image: chosen.image,
    differences: [
      { code: "less-inside" },
      ...versionDifference(asked, chosen),
      ...distributionDifference(asked, chosen.words.distribution),
    ],
  };
}

function versionAbsent(asked: Asked, candidates: readonly Candidate[]): Choice {
  const available = versionsOf(candidates, depthOf(asked));
  return { code: "version-absent", asked: versionAsked(asked), available };
}

function judgedDifference(asked: Asked, to: string, judged: boolean): Difference[] {
  return judged ? [{ code: "judged", from: asked.repository, to }] : [];
}

function jdkDifference(asked: Asked): Difference[] {
  const isJava = /\/(?:eclipse-temurin|openjdk|adoptopenjdk|java)$/.test(asked.repository);
  const jdk = isJava && !asked.words.words.includes("jre");
  return jdk && asked.role === "runtime" ? [{ code: "runtime-for-jdk" }] : [];
}
