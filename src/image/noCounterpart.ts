import type { DistributionFamily } from "./configuration";

/** Why there is no counterpart, as data. */
export type None =
  | { readonly code: "already-hardened" }
  | { readonly code: "windows" }
  | { readonly code: "not-mapped"; readonly repository: string }
  | { readonly code: "digest-only" }
  | { readonly code: "early-access"; readonly tag: string }
  | { readonly code: "no-family" }
  | { readonly code: "not-in-family" }
  | { readonly code: "version-unknown"; readonly tag: string }
  | {
      readonly code: "version-absent";
      readonly asked: string;
      readonly available: readonly string[];
    }
  | { readonly code: "variant-absent"; readonly words: readonly string[] }
  | {
      readonly code: "distribution-absent";
      readonly family: DistributionFamily;
      readonly available: readonly DistributionFamily[];
    }
  | { readonly code: "role-absent"; readonly role: "build" | "runtime" }
  | { readonly code: "ended"; readonly date: string };

export interface NoCounterpart {
  readonly code: None["code"];
  /** One sentence for people. */
  readonly message: string;
  readonly none: None;
}

/** That the words of a tag are one variant which is not there, the words in the tag's order: `otp-27`. */
export function variantAbsent(tag: string, words: readonly string[]): None {
  const place = (word: string) => (tag.includes(word) ? tag.indexOf(word) : tag.length);
  return { code: "variant-absent", words: [...words].sort((a, b) => place(a) - place(b)) };
}

export function explain(none: None): NoCounterpart {
  return { code: none.code, message: sentence(none), none };
}

function sentence(none: None): string {
  switch (none.code) {
    case "already-hardened":
      return "It is one of the hardened or minimal images already.";
    case "windows":
      return "The hardened families have no Windows images.";
    case "not-mapped":
      return `No hardened image is known to hold the same software as ${none.repository}.`;
    case "digest-only":
      return "A digest without a tag does not say which version it is.";
    case "early-access":
      return `It is an early build (${none.tag}); hardened images are made from releases.`;
    case "no-family":
      return "No family of hardened images is switched on.";
    case "not-in-family":
      return "The families that are switched on do not hold this software.";
    case "version-unknown":
      return `Which version ${none.tag} stands for is not known.`;
    case "version-absent":
      return `There is no hardened image of version ${none.asked}, only of ${list(none.available)}.`;
    case "variant-absent":
      return none.words.length === 0
        ? "There is no hardened image of its plain variant."
        : `There is no hardened image of this variant (${none.words.join("-")}).`;
    case "distribution-absent":
      return `There is no hardened image of this version on ${nameOf(none.family)}, only on ${list(none.available.map(nameOf))}.`;
    case "role-absent":
      return none.role === "runtime"
        ? "The hardened image is there to build with only; what ships needs another base."
        : "There is no hardened image of it to build with.";
    case "ended":
      return `The hardened image of it ended on ${none.date}.`;
  }
}

function nameOf(family: DistributionFamily): string {
  return familyNames[family];
}

const familyNames: Readonly<Record<DistributionFamily, string>> = {
  debian: "Debian",
  ubuntu: "Ubuntu",
  alpine: "Alpine",
  wolfi: "Wolfi",
  rpm: "an RPM distribution",
};

function list(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
