import { ask, type Asked } from "./askedImage";
import type { Catalog, ImageFacts } from "./catalog";
import type { Choice, Chosen } from "./choice";
import {
  breaksExactness,
  notesFor,
  paidBeside,
  reasonsFor,
  type Note,
  type PaidBeside,
  type Reason,
} from "./counterpartReasons";
import { chooseHardened } from "./dockerHardened";
import { explain, type NoCounterpart } from "./noCounterpart";
import { renewed, type Replaced } from "./renewal";
import { chooseChainguard, chooseDistroless, chooseDotnet } from "./otherFamilies";
import type { Reference } from "./reference";
import { parseReference } from "./reference";

export type { Difference, Note, Reason } from "./counterpartReasons";
export type { NoCounterpart } from "./noCounterpart";

/** The part that an image plays in a file: what a stage builds with, or what it ships on. */
export type StageRole = "build" | "runtime";

export type CounterpartFamily = "dhi" | "chainguard" | "distroless" | "dotnet";

/** Docker's own first; Chainguard's free images last, since they come in one moving version only. */
export const counterpartFamilies: readonly CounterpartFamily[] = [
  "dhi",
  "dotnet",
  "distroless",
  "chainguard",
];

export interface CounterpartOptions {
  /** The families that are switched on, the preferred one first. */
  readonly families?: readonly CounterpartFamily[];
  /** ISO date: what ended before it is never returned. */
  readonly today: string;
}

/** A hardened image that can take another's place. */
export interface Counterpart {
  /** `dhi.io/node:24-dev`, without a digest. */
  readonly reference: string;
  readonly family: CounterpartFamily;
  readonly role: StageRole;
  /** The same software in the version that was asked for, on the same distribution, nothing left to say. */
  readonly exact: boolean;
  readonly facts: ImageFacts;
  /** Why one would take it. */
  readonly why: readonly Reason[];
  /** What is not the same, and what has to be known. */
  readonly notes: readonly Note[];
  /** What it costs to pull. `login` is the registry that asks for an account, null where none does. */
  readonly tier: {
    readonly price: "free";
    readonly login: string | null;
    /** What the family sells beside it, null where it sells nothing. */
    readonly paid: PaidBeside | null;
  };
}

/** What was found for an image, or why nothing was. */
export interface FoundCounterparts {
  /** The best of each family, in the families' order. */
  readonly list: readonly Counterpart[];
  /** Why the list is empty; null where it is not. */
  readonly none: NoCounterpart | null;
}

/**
 * The hardened images that can take the place of an image, or why there is none: that of the first family
 * that is switched on and holds the software at all.
 *
 * Rules: the same software; the same major version, and the same release where releases end on their own
 * (Python 3.13); the same distribution family (Debian for Ubuntu, as Docker's migration notes have it, and
 * said); a runtime image for what ships, `-dev` for what builds. No tag that is not in the catalog, none
 * whose end of life passed before `today`. What is hardened already keeps its image, but for Google's whose
 * support is over: that gets the same one on the next release.
 */
export function findCounterparts(
  catalog: Catalog,
  reference: Reference,
  role: StageRole,
  { families = counterpartFamilies, today }: CounterpartOptions,
): FoundCounterparts {
  const asked = ask(catalog, reference, role, today);
  if ("code" in asked) {
    // A family that the file uses already need not be switched on for it.
    const renewal =
      asked.code === "already-hardened" ? renewed(catalog, reference, role, today) : null;
    const made = renewal && counterpartOf(catalog, renewal.asked, "distroless", renewal.chosen);
    return made === null ? { list: [], none: explain(asked) } : { list: [made], none: null };
  }
  const answers = families.map((family) => [family, choosers[family](catalog, asked)] as const);
  const list = answers.flatMap(([family, chosen]) => {
    const made = "code" in chosen ? null : counterpartOf(catalog, asked, family, chosen);
    return made === null ? [] : [made];
  });
  const reasons = answers.flatMap(([, answer]) => ("code" in answer ? [answer] : []));
  if (reasons.length < answers.length) return { list, none: null };
  const reason = reasons.find(({ code }) => code !== "not-in-family") ?? reasons[0];
  return { list, none: explain(reason ?? { code: "no-family" }) };
}

/** The hardened images alone; empty where there is none. */
export function counterparts(
  catalog: Catalog,
  reference: Reference,
  role: StageRole,
  options: CounterpartOptions,
): readonly Counterpart[] {
  return findCounterparts(catalog, reference, role, options).list;
}

/** The reason alone; null where there are hardened images. */
export function whyNone(
  catalog: Catalog,
  reference: Reference,
  role: StageRole,
  options: CounterpartOptions,
): NoCounterpart | null {
  return findCounterparts(catalog, reference, role, options).none;
}

const choosers: Readonly<Record<CounterpartFamily, (catalog: Catalog, asked: Asked) => Choice>> = {
  dhi: chooseHardened,
  chainguard: chooseChainguard,
  distroless: chooseDistroless,
  dotnet: chooseDotnet,
};

function counterpartOf(
  catalog: Catalog,
  asked: Replaced,
  family: CounterpartFamily,
  { reference, differences }: Pick<Chosen, "reference" | "differences">,
): Counterpart | null {
  const parsed = parseReference(reference);
  const facts = parsed === null ? null : catalog.lookup(parsed);
  if (facts === null) return null;
  return {
    reference,
    family,
    role: asked.role,
    exact: !differences.some(breaksExactness),
    facts,
    why: reasonsFor(asked, facts),
    notes: notesFor(catalog, asked, facts, differences),
    tier: {
      price: "free",
      login: family === "dhi" ? "dhi.io" : null,
      paid: paidBeside[family] ?? null,
    },
  };
}
